import { z } from 'zod'
import { defaultSettings, themes, type UserSettings } from './user-settings.ts'

const theme = z.enum(themes, 'Choose light, dark or system.')
const notificationsEnabled = z.boolean('Choose true or false.')

/** All settings of a person. */
export const userSettings = z
  .strictObject({ theme, notificationsEnabled })
  .meta({ id: 'UserSettings' }) satisfies z.ZodType<UserSettings>

/** What the settings form sends: all settings, where a box that is not ticked is not sent at all. */
export const settingsForm = z.strictObject({
  theme,
  notificationsEnabled: notificationsEnabled.default(false),
  version: z
    .string()
    .regex(/^(?:none|\d{1,20}(?:\.\d{1,6})?)$/)
    .optional(),
})

const atLeastOne = [
  (change: object) => Object.keys(change).length > 0,
  'Name at least one setting.',
] as const

/** What a caller may change: at least one setting, and nothing that is not a setting. */
export const settingsChange = z
  .strictObject({ theme: theme.optional(), notificationsEnabled: notificationsEnabled.optional() })
  .refine(...atLeastOne)
  .meta({ id: 'SettingsChange', minProperties: 1 })

/** A merge patch of the settings (RFC 7396): null sets one back to its default. */
export const settingsPatch = z
  .strictObject({
    theme: theme.nullable().transform(orDefault('theme')).optional(),
    notificationsEnabled: notificationsEnabled
      .nullable()
      .transform(orDefault('notificationsEnabled'))
      .optional(),
  })
  .refine(...atLeastOne)
  .meta({ id: 'SettingsPatch', minProperties: 1 })

function orDefault<Name extends keyof UserSettings>(name: Name) {
  return (value: UserSettings[Name] | null) => value ?? defaultSettings[name]
}
