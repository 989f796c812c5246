import type { NeonQueryInTransaction } from '@neondatabase/serverless'
import { env } from '#app/env.server.ts'
import type { Sql } from '#db/client.server.ts'
import { type ActivityDay, maximumPerDay } from './activity.ts'
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

/** A page, and how much happened on each day for which the log is kept. */
export async function readActivityOverview(
  userId: string,
  range: ActivityRange,
  limit: number,
): Promise<ActivityPage & { days: ActivityDay[] }> {
  const [rows, days] = await database.asUser<[ActivityEntry[], ActivityDay[]]>(
    userId,
    (sql) => [selectEntries(sql, userId, range, limit), selectDays(sql, userId)],
    { idempotent: true },
  )
  return { ...toPage(rows, limit), days }
}

/** How much happened on each day for which the log is kept. */
export async function readActivityDays(userId: string): Promise<ActivityDay[]> {
  const [days] = await database.asUser<[ActivityDay[]]>(
    userId,
    (sql) => [selectDays(sql, userId)],
    { idempotent: true },
  )
  return days
}

function selectEntries(
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

function toPage(rows: ActivityEntry[], limit: number): ActivityPage {
  const entries = rows.slice(0, limit)
  return { entries, next: (rows.length > limit && entries.at(-1)) || null }
}

/** Today and the whole retention period before it: its first day is only partly kept. */
function selectDays(sql: Sql, userId: string): NeonQueryInTransaction {
  // Ordered, so that no other index than the history's will do: the limit makes others look cheap.
  return sql`select to_char(start, 'YYYY-MM-DD') as day,
      (select count(*)::int from (
        select from audit_logs
        where user_id = ${userId} and timestamp >= start at time zone 'UTC'
          and timestamp < (start + interval '1 day') at time zone 'UTC'
        order by timestamp desc, id desc limit ${maximumPerDay}
      ) as counted) as count
    from generate_series(
      date_trunc('day', now() at time zone 'UTC') - make_interval(days => ${env.AUDIT_RETENTION_DAYS}),
      now() at time zone 'UTC', interval '1 day'
    ) as start order by start`
}
