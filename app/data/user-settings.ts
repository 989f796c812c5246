export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]
export const themeNames: Record<Theme, string> = { light: 'Light', dark: 'Dark', system: 'System' }

export interface UserSettings {
  theme: Theme
  notificationsEnabled: boolean
}

export interface VersionedSettings {
  settings: UserSettings
  /** Changes with every save; `none` before the first. */
  version: string
}

export const defaultSettings: UserSettings = { theme: 'light', notificationsEnabled: true }
