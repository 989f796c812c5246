import { z } from 'zod'

export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]
export const themeNames: Record<Theme, string> = { light: 'Light', dark: 'Dark', system: 'System' }

const settings = z.strictObject({
  theme: z.enum(themes, 'Choose light, dark or system.'),
  notificationsEnabled: z.boolean('Choose true or false.'),
})

/** What the settings form sends: all settings, where a box that is not ticked is not sent at all. */
export const settingsForm = settings.extend({
  notificationsEnabled: settings.shape.notificationsEnabled.default(false),
  version: z.string().optional(),
})

export type UserSettings = z.infer<typeof settings>

export interface VersionedSettings {
  settings: UserSettings
  /** Changes with every save; `none` before the first. */
  version: string
}

export const defaultSettings: UserSettings = { theme: 'light', notificationsEnabled: true }

/** What a caller may change: at least one setting, and nothing that is not a setting. */
export const settingsChange = settings
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Name at least one setting.')

export type SettingsChange = z.infer<typeof settingsChange>
