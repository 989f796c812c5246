import type { NeonQueryInTransaction } from '@neondatabase/serverless'
import type { Sql } from '#db/client.server.ts'
import type { ActivityEntry } from './activity-entry.ts'
import type { ActivityRange, Position } from './activity-query.server.ts'
import { rowsOf } from './activity-range.server.ts'
import { database } from './database.server.ts'

export interface ActivityPage {
  entries: ActivityEntry[]
  /** Where the next page begins, or null on the last one. */
  next: Position | null
}

/** At most `limit` entries of a range, newest first. Costs the same on every page. */
export async function readActivityPage(
  userId: string,
  range: ActivityRange,
  limit: number,
): Promise<ActivityPage> {
  const [rows] = await database.asUser<[ActivityEntry[]]>(
    userId,
    (sql) => [selectEntries(sql, userId, range, limit)],
    { idempotent: true },
  )
  return toPage(rows, limit)
}

/** The statement that a page is made of. */
export function selectEntries(
  sql: Sql,
  userId: string,
  range: ActivityRange,
  limit: number,
): NeonQueryInTransaction {
  // One row more tells whether there is another page.
  return sql`select id, action,
      to_char(timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as timestamp,
      host(ip_address) as "ipAddress", user_agent as "userAgent",
      details, request_id as "requestId"
    from audit_logs where ${rowsOf(sql, userId, range)}
    order by audit_logs.timestamp desc, id desc limit ${limit + 1}`
}

/** The page that the rows of `selectEntries` make. */
export function toPage(rows: ActivityEntry[], limit: number): ActivityPage {
  const entries = rows.slice(0, limit)
  return { entries, next: (rows.length > limit && entries.at(-1)) || null }
}
