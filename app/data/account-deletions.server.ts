import { randomUUID } from 'node:crypto'
import type { Client } from '#app/platform.server.ts'
import { database } from './database.server.ts'

/**
 * Orders the deletion of a person's account; an order that is there already stays as it is.
 * @returns when it is due
 */
export async function requestDeletion(
  userId: string,
  graceDays: number,
  client: Client,
): Promise<Date> {
  const id = randomUUID()
  const [, [row]] = await database.asUser<[unknown[], { dueAt: Date }[]]>(
    userId,
    (sql) => [
      sql`with asked as (
            insert into account_deletions (user_id, due_at)
            values (${userId}, now() + make_interval(days => ${graceDays}::int))
            on conflict (user_id) do nothing returning due_at
          )
          insert into audit_logs (id, user_id, action, details, ip_address, user_agent, request_id)
          select ${id}, ${userId}, 'deletion_requested', jsonb_build_object('dueAt', due_at),
            ${client.ipAddress}, ${client.userAgent}, ${client.requestId}
          from asked`,
      sql`select due_at as "dueAt" from account_deletions where user_id = ${userId}`,
    ],
    { idempotent: true },
  )
  if (!row) throw new Error('The order of the deletion is missing.')
  return row.dueAt
}

/**
 * Takes back the order to delete the account, unless it is due.
 * @returns whether there is none any more
 */
export async function cancelDeletion(userId: string, client: Client): Promise<boolean> {
  const id = randomUUID()
  const [, left] = await database.asUser<[unknown[], unknown[]]>(
    userId,
    (sql) => [
      sql`with cancelled as (
            delete from account_deletions where user_id = ${userId} and due_at > now() returning user_id
          )
          insert into audit_logs (id, user_id, action, ip_address, user_agent, request_id)
          select ${id}, user_id, 'deletion_cancelled',
            ${client.ipAddress}, ${client.userAgent}, ${client.requestId}
          from cancelled`,
      sql`select from account_deletions where user_id = ${userId}`,
    ],
    { idempotent: true },
  )
  return left.length === 0
}

/** When the person's account is to be deleted, or null. */
export async function readDeletion(userId: string): Promise<Date | null> {
  const [[row]] = await database.asUser<[{ dueAt: Date }[]]>(
    userId,
    (sql) => [sql`select due_at as "dueAt" from account_deletions where user_id = ${userId}`],
    { idempotent: true },
  )
  return row?.dueAt ?? null
}

/** Whose accounts are due to be deleted, the longest waiting first. */
export async function readDueDeletions(): Promise<string[]> {
  const [rows] = await database.asSystem<[{ userId: string }[]]>(
    (sql) => [
      sql`select user_id as "userId" from account_deletions
          where due_at <= now() order by due_at limit 1000`,
    ],
    { idempotent: true },
  )
  return rows.map(({ userId }) => userId)
}
