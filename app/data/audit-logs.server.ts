import { randomUUID } from 'node:crypto'
import type { Client } from '#app/request-scope.server.ts'
import { markOf } from './audit-mark.server.ts'
import { database } from './database.server.ts'
import type { Hello } from './hello.ts'

/** Writes the audit row of a hello and answers with its time and the new count, in one transaction. */
export async function recordHello(userId: string, client: Client): Promise<Hello> {
  // With an id of our own, a retry after a lost answer does not write the row twice.
  const id = randomUUID()
  const action = 'hello_world_accessed'
  const [, [row]] = await database.asUser<[unknown[], HelloRow[]]>(
    userId,
    (sql) => [
      sql`insert into audit_logs (id, user_id, action, ip_address, user_agent, request_id, mark)
          values (${id}, ${userId}, ${action}, ${client.ipAddress}, ${client.userAgent},
            ${client.requestId}, ${markOf({ id, userId, action, client })})
          on conflict (id) do nothing`,
      sql`select audit_logs.timestamp, counts.count
          from audit_logs join audit_log_counts as counts using (user_id, action)
          where audit_logs.id = ${id} and user_id = ${userId}`,
    ],
    { idempotent: true },
  )
  if (!row) throw new Error('The audit row of the hello is missing.')
  return toHello(userId, row)
}

/** The person's latest hello, or null before the first. Writes nothing. */
export async function readLatestHello(userId: string): Promise<Hello | null> {
  const [[row]] = await database.asUser<[HelloRow[]]>(
    userId,
    (sql) => [
      sql`select audit_logs.timestamp, counts.count
          from audit_logs join audit_log_counts as counts using (user_id, action)
          where user_id = ${userId} and action = 'hello_world_accessed'
          order by audit_logs.timestamp desc limit 1`,
    ],
    { idempotent: true },
  )
  return row ? toHello(userId, row) : null
}

interface HelloRow {
  timestamp: Date
  /** bigint, as text */
  count: string
}

function toHello(userId: string, { timestamp, count }: HelloRow): Hello {
  return {
    message: 'hello world',
    userId,
    timestamp: timestamp.toISOString(),
    status: 'success',
    requestCount: Number(count),
  }
}
