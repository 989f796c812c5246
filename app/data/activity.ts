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

/** How much a person did on one day (YYYY-MM-DD, in UTC). */
export interface ActivityDay {
  day: string
  /** Exact below `maximumPerDay`; there it means that many or more. */
  count: number
}

/** Up to how many entries of a day are counted, so that a million rows cost a bounded time. */
export const maximumPerDay = 100
