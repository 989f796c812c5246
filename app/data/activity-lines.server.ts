import type { NeonQueryInTransaction } from '@neondatabase/serverless'
import type { Sql } from '#db/client.server.ts'
import type { ActivityRange, Position } from './activity-query.server.ts'
import { rowsOf } from './activity-range.server.ts'
import { database } from './database.server.ts'

/** How entries become the lines of a file. */
export type LineFormat = 'csv' | 'ndjson'

/**
 * All entries of a range, in batches of finished lines; the next is read when it is asked for. The
 * database writes the text: a million rows as objects would be far more garbage than their lines.
 */
export async function* readActivityLines(
  userId: string,
  range: ActivityRange,
  format: LineFormat,
): AsyncGenerator<string> {
  let cursor = range.cursor
  while (true) {
    const batch = await readBatch(userId, { ...range, cursor }, format)
    if (batch.lines) yield batch.lines
    if (batch.entries < batchSize) return
    cursor = batch.last
  }
}

const batchSize = 1000

interface Batch {
  entries: number
  /** Null where no entry is left. */
  lines: string | null
  last: Position
}

async function readBatch(userId: string, range: ActivityRange, format: LineFormat): Promise<Batch> {
  const [[batch]] = await database.asUser<[Batch[]]>(
    userId,
    (sql) => [
      sql`select count(*)::int as entries,
          string_agg(${writers[format](sql)}, '' order by place) as lines,
          json_build_object(
            'timestamp', min(entry.timestamp), 'id', (array_agg(id order by place desc))[1]
          ) as last
        from (
          select to_char(audit_logs.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
              as timestamp,
            id, action, host(ip_address) as ip_address, user_agent, details, request_id,
            row_number() over (order by audit_logs.timestamp desc, id desc) as place
          from audit_logs where ${rowsOf(sql, userId, range)}
          order by audit_logs.timestamp desc, id desc limit ${batchSize}
        ) as entry`,
    ],
    { idempotent: true },
  )
  if (!batch) throw new Error('An aggregate has one row, always.')
  return batch
}

const writers: Record<LineFormat, (sql: Sql) => NeonQueryInTransaction> = {
  csv: (sql) => {
    const columns = [
      quoted(sql, sql`entry.timestamp`),
      quoted(sql, sql`action`),
      quoted(sql, sql`ip_address`),
      quoted(sql, sql`user_agent`),
      quoted(sql, sql`details::text`),
      quoted(sql, sql`request_id`),
      quoted(sql, sql`id::text`),
    ]
    const record = columns.reduce((before, column) => sql`${before} || ',' || ${column}`)
    return sql`${record} || ${'\r\n'}`
  },
  ndjson: (sql) => sql`json_build_object('id', id, 'action', action, 'timestamp', entry.timestamp,
      'ipAddress', ip_address, 'userAgent', user_agent, 'details', details,
      'requestId', request_id)::text || ${'\n'}`,
}

/**
 * A value of a CSV record (RFC 4180). A spreadsheet would run what begins like a formula; an apostrophe
 * before it makes it a text (https://owasp.org/www-community/attacks/CSV_Injection).
 */
function quoted(sql: Sql, value: NeonQueryInTransaction): NeonQueryInTransaction {
  return sql`'"' || case when ${value} ~ ${'^[-=+@\t\r\n＝＋－＠]'} then '''' else '' end
    || replace(coalesce(${value}, ''), '"', '""') || '"'`
}
