import { randomUUID } from 'node:crypto'
import type { Client } from '#app/request-scope.server.ts'
import { markOf } from './audit-mark.server.ts'
import { database } from './database.server.ts'
import { defaultSettings, type UserSettings, type VersionedSettings } from './user-settings.ts'

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
 * @param versions saves only over one of these versions; null over any
 * @returns the settings as they are now, and whether it saved
 */
export async function saveUserSettings(
  userId: string,
  { theme, notificationsEnabled }: Partial<UserSettings>,
  client: Client,
  versions: string[] | null,
): Promise<VersionedSettings & { isSaved: boolean }> {
  const id = randomUUID()
  const action = 'settings_changed'
  const [, , [row]] = await database.asUser<
    [unknown[], unknown[], (SettingsRow & { isSaved: boolean })[]]
  >(
    userId,
    (sql) => [
      // Makes sure that there is a row if one may be made, and waits for whoever makes it just now.
      sql`insert into user_settings (user_id, theme, notifications_enabled)
          select ${userId}, ${defaultSettings.theme}, ${defaultSettings.notificationsEnabled}
          where ${versions}::text[] is null or 'none' = any(${versions}::text[])
          on conflict (user_id) do nothing`,
      // The saves of one person go one after the other, by the lock on the row. Where nothing changes, and in
      // a retry of what was done already, there is no entry and no update. The time is when the lock was had,
      // not when the transaction began to wait for it.
      sql`with before as (
            select theme, notifications_enabled from user_settings
            where user_id = ${userId} and (
              ${versions}::text[] is null
              or extract(epoch from updated_at)::text = any(${versions}::text[])
              or ('none' = any(${versions}::text[]) and created_at = now())
            ) for update
          ), after as (
            select coalesce(${theme ?? null}, theme) as theme,
              coalesce(${notificationsEnabled ?? null}::boolean, notifications_enabled) as notifications_enabled
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
              (id, user_id, action, timestamp, details, ip_address, user_agent, request_id, mark)
            select ${id}, ${userId}, ${action}, clock_timestamp(), details,
              ${client.ipAddress}, ${client.userAgent}, ${client.requestId},
              ${markOf({ id, userId, action, client })}
            from changed where details is not null
            on conflict (id) do nothing returning id
          )
          update user_settings
          set theme = after.theme, notifications_enabled = after.notifications_enabled,
            -- Every save has a later time than the one before, so that it can serve as a version.
            updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
          from after, entry where user_id = ${userId}`,
      // In a retry of what was done already, the entry tells that it was.
      sql`select theme, notifications_enabled as "notificationsEnabled",
            extract(epoch from updated_at)::text as version, (
              ${versions}::text[] is null
              or extract(epoch from updated_at)::text = any(${versions}::text[])
              or ('none' = any(${versions}::text[]) and created_at = now())
              or exists (select from audit_logs where id = ${id} and user_id = ${userId})
            ) as "isSaved"
          from user_settings where user_id = ${userId}`,
    ],
    { idempotent: true },
  )
  if (!row) return { settings: defaultSettings, version: 'none', isSaved: false }
  const { isSaved, ...saved } = row
  return { ...toVersioned(saved), isSaved }
}

type SettingsRow = UserSettings & { version: string }

function toVersioned({ version, ...settings }: SettingsRow): VersionedSettings {
  return { settings, version }
}
