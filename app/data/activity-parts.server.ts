import type { ActivityRange, Position } from './activity-query.server.ts'
import { rowsOf, startOfRange } from './activity-range.server.ts'
import { database } from './database.server.ts'

/** A stretch of the history that fits into one file. */
export interface ActivityPart {
  entries: number
  bytes: number
  /** The time of its newest entry, ISO 8601 in UTC. */
  newest: string
  /** Its oldest entry, which it includes. */
  last: Position
  /** Whether the range goes on after it. */
  more: boolean
}

const maximumEntries = 50_000
// Netlify cuts a streamed answer at 20 MB.
const maximumBytes = 16_000_000

/**
 * Divides a range into files, from the newest entry on; `limit` says how many at most. It reads every
 * row of those parts, so a caller asks for as many as it shows.
 */
export async function readActivityParts(
  userId: string,
  range: ActivityRange,
  limit: number,
): Promise<ActivityPart[]> {
  const start = startOfRange(range)
  const [rows] = await database.asUser<[PartRow[]]>(
    userId,
    (sql) => [
      sql`with recursive part as (
          select 0 as number, 0 as entries, 0 as bytes, null::timestamptz as newest,
            ${start.timestamp}::timestamptz as timestamp, ${start.id}::uuid as id
          union all
          select part.number + 1, next.entries, next.bytes, next.newest, next.timestamp, next.id
          from part cross join lateral (
            select * from (
              select timestamp, id, row_number() over down::int as entries,
                first_value(timestamp) over down as newest, sum(size) over down::int as bytes
              from (
                -- Quoting and escaping double a text at most; the rest of an entry is under 300 bytes.
                select timestamp, id, 300 + 2 * (coalesce(octet_length(user_agent), 0) +
                  coalesce(octet_length(details::text), 0)) as size
                from audit_logs where ${rowsOf(sql, userId, range, sql`(part.timestamp, part.id)`)}
                order by timestamp desc, id desc limit ${maximumEntries}
              ) as sizes
              window down as (order by timestamp desc, id desc rows unbounded preceding)
            ) as sums
            where entries = 1 or bytes <= ${maximumBytes} order by entries desc limit 1
          ) as next
          where part.number < ${limit}
        )
        select entries, bytes, to_char(newest at time zone 'UTC', ${isoFormat}) as newest,
          to_char(timestamp at time zone 'UTC', ${isoFormat}) as timestamp, id, exists (
            select from audit_logs where ${rowsOf(sql, userId, range, sql`(part.timestamp, part.id)`)}
          ) as more
        from part where number > 0 order by number`,
    ],
    { idempotent: true },
  )
  return rows.map(({ timestamp, id, ...part }) => ({ ...part, last: { timestamp, id } }))
}

interface PartRow extends Omit<ActivityPart, 'last'>, Position {}

const isoFormat = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
