/** What the audit log may hold, as the page calls it. */
export const actionLabels = {
  hello_world_accessed: 'Said hello',
  user_signin: 'Signed in',
  user_signout: 'Signed out',
  settings_changed: 'Changed settings',
  export_requested: 'Asked for an export',
  deletion_requested: 'Asked to delete the account',
  deletion_cancelled: 'Kept the account after all',
  deletion_completed: 'Account deleted',
} as const

export type Action = keyof typeof actionLabels
