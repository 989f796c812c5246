import { randomUUID } from 'node:crypto'
import type { Client } from '#app/request-scope.server.ts'
import type { Sql } from '#db/client.server.ts'
import type { ExportRequest } from './account-export.ts'
import { markOf } from './audit-mark.server.ts'
import { database } from './database.server.ts'
import { derivedId } from './derived-id.ts'
import type { ExportPosition } from './export-position.ts'
import type { RepeatableRequest } from './repeatable-request.ts'

// Netlify sends a buffered answer of up to 6 MB. The profile and the other tables are in every file: what a
// person can put into a table is to stay below a megabyte, or it needs files as the audit log does.
const maximumRows = 7_500
const maximumBytes = 4_000_000

type Tables = [{ others: object }[], { row: string; next: ExportPosition | null }[]]

export interface ExportedFile {
  /** The JSON of all tables, its many rows as Postgres wrote them: as objects they would be garbage several times their size. */
  tables: string
  /** Where the next file begins; null where this is the last. */
  next: ExportPosition | null
}

/**
 * Reads all that the database holds about a person, with as many of the audit rows, oldest first, as one
 * file may carry; that it was asked for is written in the same transaction.
 */
export async function exportTables(
  userId: string,
  { file, after }: ExportRequest,
  client: Client,
): Promise<ExportedFile> {
  const id = randomUUID()
  const [, ...results] = await database.asUser<[unknown[], ...Tables]>(
    userId,
    (sql) => [recordExport(sql, id, userId, client, { file }), ...selectTables(sql, userId, after)],
    { idempotent: true, deadlineMs: 15_000 },
  )
  return toFile(results)
}

export interface AskedExport {
  id: string
  requestedAt: string
  fingerprint: string | null
}

/** Writes to the audit log that an export is asked for, once for each key. */
export async function requestExport(
  userId: string,
  client: Client,
  { key, fingerprint }: RepeatableRequest,
): Promise<AskedExport> {
  const id = derivedId('export_requested', userId, key)
  const [, [entry]] = await database.asUser<
    [unknown[], { timestamp: Date; fingerprint: string | null }[]]
  >(
    userId,
    (sql) => [
      recordExport(sql, id, userId, client, { fingerprint }),
      sql`select timestamp, details->>'fingerprint' as fingerprint
          from audit_logs where id = ${id} and user_id = ${userId}`,
    ],
    { idempotent: true },
  )
  if (!entry) throw new Error('The audit row of the export is missing.')
  return { id, requestedAt: entry.timestamp.toISOString(), fingerprint: entry.fingerprint }
}

/** As `exportTables`, for an export that was asked for; null where it was not. */
export async function readRequestedExport(
  userId: string,
  id: string,
  { after }: ExportRequest,
): Promise<ExportedFile | null> {
  const [asked, ...results] = await database.asUser<[unknown[], ...Tables]>(
    userId,
    (sql) => [
      sql`select from audit_logs
          where id = ${id} and user_id = ${userId} and action = 'export_requested'`,
      ...selectTables(sql, userId, after),
    ],
    { idempotent: true, deadlineMs: 15_000 },
  )
  return asked.length > 0 ? toFile(results) : null
}

function recordExport(sql: Sql, id: string, userId: string, client: Client, details: object) {
  const action = 'export_requested'
  return sql`insert into audit_logs (id, user_id, action, details, ip_address, user_agent, request_id, mark)
      values (${id}, ${userId}, ${action}, ${JSON.stringify(details)}::jsonb,
        ${client.ipAddress}, ${client.userAgent}, ${client.requestId},
        ${markOf({ id, userId, action, client })})
      on conflict (id) do nothing`
}

function selectTables(sql: Sql, userId: string, after: ExportPosition | null) {
  return [
    sql`select app.rows_of(${userId}, array['audit_logs']) as others`,
    // In one statement with the rows: another would see what was written meanwhile, and leave it out of both files.
    sql`select to_json(row)::text as row,
          case when lead(id) over (order by timestamp, id) is null
            then ${nextPosition(sql, userId)} end as next
        from (${onePart(sql, userId, after)}) final order by timestamp, id`,
  ] as const
}

function toFile([[read], auditLogs]: Tables): ExportedFile {
  if (!read) throw new Error('The answer holds no tables.')
  const rows = auditLogs.map(({ row }) => row).join(',\n')
  const others = Object.entries(read.others).map(
    ([name, table]) => `"${name}":${JSON.stringify(table)}`,
  )
  return {
    tables: `{${[...others, `"audit_logs":[${rows}]`].join(',')}}`,
    next: auditLogs.at(-1)?.next ?? null,
  }
}

/** Where the file after the one that begins at `after` would begin, or null where that is the last. */
export async function readNextPosition(
  userId: string,
  after: ExportPosition | null,
): Promise<ExportPosition | null> {
  const [[rest]] = await database.asUser<[{ next: ExportPosition | null }[]]>(
    userId,
    (sql) => [
      sql`select ${nextPosition(sql, userId)} as next
          from (${onePart(sql, userId, after)}) final order by timestamp desc, id desc limit 1`,
    ],
    { idempotent: true },
  )
  return rest?.next ?? null
}

/**
 * The rows of one file: no more than its rows and bytes, but at least one. Its bytes are reckoned from what
 * has no bound: to write each row only to measure it would cost about twice as much.
 */
function onePart(sql: Sql, userId: string, after: ExportPosition | null) {
  return sql`
    select * from (
      select timestamp, id, row,
        row_number() over (order by timestamp, id) as number,
        sum(size) over (order by timestamp, id) as bytes
      from (
        select timestamp, id, t as row,
          -- Its names and all its other values are under 500 bytes.
          500 + coalesce(octet_length(to_json(user_agent)::text), 0)
            + coalesce(octet_length(details::text), 0) + coalesce(octet_length(request_id), 0)
            as size
        from audit_logs t
        where user_id = ${userId} and (timestamp, id) >
          (${after?.timestamp ?? '-infinity'}::timestamptz, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
        order by timestamp, id limit ${maximumRows}::int
      ) candidates
    ) measured where bytes <= ${maximumBytes}::int or number = 1`
}

/** The position of a row `final`, if there are rows after it. */
function nextPosition(sql: Sql, userId: string) {
  return sql`
    case when exists (
      select from audit_logs
      where user_id = ${userId} and (timestamp, id) > (final.timestamp, final.id)
    ) then jsonb_build_object('id', final.id, 'timestamp',
      to_char(final.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) end`
}
