import { randomUUID } from 'node:crypto'
import type { Client } from '#app/platform.server.ts'
import type { Sql } from '#db/client.server.ts'
import type { ExportedTables, ExportRequest, Position } from './account-export.ts'
import { database } from './database.server.ts'

// Netlify sends a buffered answer of up to 6 MB. The profile and the other tables are far below the rest.
const maximumRows = 10_000
const maximumBytes = 4_000_000

type AuditRow = ExportedTables['audit_logs'][number]

/**
 * Reads all that the database holds about a person, with as many of the audit rows, oldest first, as one
 * file may carry; that it was asked for is written in the same transaction.
 * @returns the tables, and whether the audit log ends in this file
 */
export async function exportTables(
  userId: string,
  { file, after }: ExportRequest,
  client: Client,
): Promise<{ tables: ExportedTables; isLast: boolean }> {
  const id = randomUUID()
  const [, settings, counts, deletions, auditLogs, [rest]] = await database.asUser<
    [
      unknown[],
      { row: ExportedTables['user_settings'][number] }[],
      { row: ExportedTables['audit_log_counts'][number] }[],
      { row: ExportedTables['account_deletions'][number] }[],
      { row: AuditRow }[],
      { next: Position | null }[],
    ]
  >(
    userId,
    (sql) => [
      sql`insert into audit_logs (id, user_id, action, details, ip_address, user_agent, request_id)
          values (${id}, ${userId}, 'export_requested', jsonb_build_object('file', ${file}::int),
            ${client.ipAddress}, ${client.userAgent}, ${client.requestId})
          on conflict (id) do nothing`,
      sql`select to_jsonb(t) as row from user_settings t where user_id = ${userId}`,
      sql`select to_jsonb(t) as row from audit_log_counts t where user_id = ${userId} order by action`,
      sql`select to_jsonb(t) as row from account_deletions t where user_id = ${userId}`,
      sql`select row from (${onePart(sql, userId, after)}) part order by timestamp, id`,
      nextPosition(sql, userId, after),
    ],
    { idempotent: true, deadlineMs: 15_000 },
  )
  const tables = {
    user_settings: settings.map(({ row }) => row),
    audit_logs: auditLogs.map(({ row }) => row),
    audit_log_counts: counts.map(({ row }) => row),
    account_deletions: deletions.map(({ row }) => row),
  }
  return { tables, isLast: !rest?.next }
}

/** Where the file after the one that begins at `after` would begin, or null where that is the last. */
export async function readNextPosition(
  userId: string,
  after: Position | null,
): Promise<Position | null> {
  const [[rest]] = await database.asUser<[{ next: Position | null }[]]>(
    userId,
    (sql) => [nextPosition(sql, userId, after)],
    { idempotent: true },
  )
  return rest?.next ?? null
}

/** The rows of one file: no more than its rows and bytes, but at least one. */
function onePart(sql: Sql, userId: string, after: Position | null) {
  return sql`
    select * from (
      select timestamp, id, row,
        row_number() over (order by timestamp, id) as number,
        sum(octet_length(row::text)) over (order by timestamp, id) as bytes
      from (
        select timestamp, id, to_jsonb(t) as row from audit_logs t
        where user_id = ${userId} and (timestamp, id) >
          (${after?.timestamp ?? '-infinity'}::timestamptz, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
        order by timestamp, id limit ${maximumRows}::int
      ) candidates
    ) measured where bytes <= ${maximumBytes}::int or number = 1`
}

/** The last row of a file, if there are rows after it. */
function nextPosition(sql: Sql, userId: string, after: Position | null) {
  return sql`
    select case when exists (
      select from audit_logs
      where user_id = ${userId} and (timestamp, id) > (final.timestamp, final.id)
    ) then jsonb_build_object('id', final.id, 'timestamp',
      to_char(final.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) end as next
    from (${onePart(sql, userId, after)}) final order by timestamp desc, id desc limit 1`
}
