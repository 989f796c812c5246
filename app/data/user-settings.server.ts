import { randomUUID } from 'node:crypto'
import type { Client } from '#app/platform.server.ts'
import { database } from './database.server.ts'
import {
  defaultSettings,
  type SettingsChange,
  type UserSettings,
  type VersionedSettings,
} from './user-settings.ts'

/** The settings of a person, or the defaults where none were saved yet. Writes nothing. */
export async function readUserSettings(userId: string): Promise<VersionedSettings> {
  const [[row]] = await database.asUser<[SettingsRow[]]>(
    userId,
    (sql) => [
      sql`select theme, notifications_enabled as "notificationsEnabled",
            extract(epoch from updated_at)::text as version
          from user_settings where user_id = ${userId}`,
    ],
    { idempotent: true },
  )
  return row ? toVersioned(row) : { settings: defaultSettings, version: 'none' }
}

/**
 * Saves the given settings, leaves the others as they are, and answers with all of them. What changed is
 * written to the audit log in the same transaction, with the old and the new values.
 * @param version saves only what is still of this version; the answer tells whether it was
 */
export async function saveUserSettings(
  userId: string,
  { theme = null, notificationsEnabled = null }: Nullable<SettingsChange>,
  client: Client,
  version: string | null = null,
): Promise<VersionedSettings> {
  const id = randomUUID()
  const [, , [row]] = await database.asUser<[unknown[], unknown[], SettingsRow[]]>(
    userId,
    (sql) => [
      // Makes sure that there is a row, and locks it: the saves of one person go one after the other.
      sql`insert into user_settings (user_id, theme, notifications_enabled)
          values (${userId}, ${defaultSettings.theme}, ${defaultSettings.notificationsEnabled})
          on conflict (user_id) do update set user_id = excluded.user_id where false`,
      // Where nothing changes, and in a retry of what was done already, there is no entry and no update.
      // The time is when the lock was had, not when the transaction began to wait for it.
      sql`with before as (
            select theme, notifications_enabled from user_settings
            where user_id = ${userId} and (
              ${version}::text is null
              or ${version} = extract(epoch from updated_at)::text
              or (${version} = 'none' and created_at = now())
            )
          ), after as (
            select coalesce(${theme}, theme) as theme,
              coalesce(${notificationsEnabled}::boolean, notifications_enabled) as notifications_enabled
            from before
          ), changed as (
            select jsonb_object_agg(key, jsonb_build_object('from', old, 'to', new)) as details
            from before, after, lateral (values
              ('theme', to_jsonb(before.theme), to_jsonb(after.theme)),
              ('notificationsEnabled',
                to_jsonb(before.notifications_enabled), to_jsonb(after.notifications_enabled))
            ) as field (key, old, new)
            where old is distinct from new
          ), entry as (
            insert into audit_logs
              (id, user_id, action, timestamp, details, ip_address, user_agent, request_id)
            select ${id}, ${userId}, 'settings_changed', clock_timestamp(), details,
              ${client.ipAddress}, ${client.userAgent}, ${client.requestId}
            from changed where details is not null
            on conflict (id) do nothing returning id
          )
          update user_settings
          set theme = after.theme, notifications_enabled = after.notifications_enabled, updated_at = now()
          from after, entry where user_id = ${userId}`,
      sql`select theme, notifications_enabled as "notificationsEnabled",
            extract(epoch from updated_at)::text as version
          from user_settings where user_id = ${userId}`,
    ],
    { idempotent: true },
  )
  if (!row) throw new Error('Saving the settings left no row.')
  return toVersioned(row)
}

type SettingsRow = UserSettings & { version: string }

function toVersioned({ version, ...settings }: SettingsRow): VersionedSettings {
  return { settings, version }
}

type Nullable<T> = { [K in keyof T]: T[K] | null }
