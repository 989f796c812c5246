import type { NeonQueryInTransaction } from '@neondatabase/serverless'
import { env } from '#app/env.server.ts'
import type { Sql } from '#db/client.server.ts'
import { type ActivityDay, maximumPerDay } from './activity-day.ts'
import type { ActivityEntry } from './activity-entry.ts'
import type { ActivityRange } from './activity-query.server.ts'
import { type ActivityPage, selectEntries, toPage } from './activity.server.ts'
import { database } from './database.server.ts'

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
