import type { NeonQueryInTransaction } from '@neondatabase/serverless'
import type { Sql } from '#db/client.server.ts'
import type { ActivityRange, Position } from './activity-query.server.ts'

const lowestId = '00000000-0000-0000-0000-000000000000'
// As texts, too, they come after and before every time.
const newest: Position = { timestamp: 'infinity', id: lowestId }
const oldest: Position = { timestamp: '-infinity', id: lowestId }

/** Where a range begins: every entry of it comes after this position, going down. */
export function startOfRange({ to, cursor = newest }: ActivityRange): Position {
  return to ? earlier(cursor, startOf(nextDay(to))) : cursor
}

/**
 * The condition on audit_logs that a range means. It has one upper bound, so that the database begins
 * to read at the first row that is wanted, however far down that is.
 * @param after a pair of time and id, if not where the range begins
 */
export function rowsOf(
  sql: Sql,
  userId: string,
  range: ActivityRange,
  after = asPair(sql, startOfRange(range)),
): NeonQueryInTransaction {
  const { action = null, from, until = oldest } = range
  const last = from ? later(until, startOf(from)) : until
  return sql`audit_logs.user_id = ${userId}
    and (${action}::text is null or audit_logs.action = ${action})
    and (audit_logs.timestamp, audit_logs.id) < ${after}
    and (audit_logs.timestamp, audit_logs.id) >= ${asPair(sql, last)}`
}

function asPair(sql: Sql, { timestamp, id }: Position): NeonQueryInTransaction {
  return sql`(${timestamp}::timestamptz, ${id}::uuid)`
}

function startOf(day: string): Position {
  return { timestamp: `${day}T00:00:00.000000Z`, id: lowestId }
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}

function earlier(a: Position, b: Position): Position {
  return sortKey(a) < sortKey(b) ? a : b
}

function later(a: Position, b: Position): Position {
  return sortKey(a) < sortKey(b) ? b : a
}

function sortKey({ timestamp, id }: Position): string {
  return `${timestamp} ${id.toLowerCase()}`
}
