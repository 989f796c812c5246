import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Client } from '#app/request-scope.server.ts'
import { type AccountDeletion, accountDeletion } from './account-deletions.ts'
import { markOf } from './audit-mark.server.ts'
import { database } from './database.server.ts'
import { derivedId } from './derived-id.ts'
import type { RepeatableRequest } from './repeatable-request.ts'

/**
 * Orders the deletion of a person's account, once for each key.
 * @returns the order that this key made, now or before, with the fingerprint of the request that made it;
 * null where another order is there already
 */
export async function requestDeletion(
  userId: string,
  graceDays: number,
  client: Client,
  { key, fingerprint }: RepeatableRequest = { key: randomUUID(), fingerprint: null },
): Promise<(AccountDeletion & { fingerprint: string | null }) | null> {
  const action = 'deletion_requested'
  const id = derivedId(action, userId, key)
  const [, [entry]] = await database.asUser<[unknown[], { details: unknown }[]]>(
    userId,
    (sql) => [
      // In hours: where clocks change, a day is not always 24 of them.
      sql`with asked as (
            insert into account_deletions (user_id, requested_at, due_at)
            select ${userId}, now(), now() + make_interval(hours => 24 * ${graceDays}::int)
            where not exists (select from audit_logs where id = ${id} and user_id = ${userId})
            on conflict (user_id) do nothing returning requested_at, due_at
          )
          insert into audit_logs (id, user_id, action, details, ip_address, user_agent, request_id, mark)
          select ${id}, ${userId}, ${action}, jsonb_build_object(
              'requestedAt', to_char(requested_at at time zone 'UTC', ${isoFormat}),
              'dueAt', to_char(due_at at time zone 'UTC', ${isoFormat}),
              'fingerprint', ${fingerprint}::text
            ), ${client.ipAddress}, ${client.userAgent}, ${client.requestId},
            ${markOf({ id, userId, action, client })}
          from asked`,
      sql`select details from audit_logs where id = ${id} and user_id = ${userId}`,
    ],
    { idempotent: true },
  )
  return entry ? orderDetails.parse(entry.details) : null
}

const isoFormat = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
const orderDetails = accountDeletion.extend({ fingerprint: z.string().nullable() })

/**
 * Takes back the order to delete the account, unless it is due.
 * @returns `none` where there was no order, `due` where it is too late
 */
export async function cancelDeletion(
  userId: string,
  client: Client,
): Promise<'cancelled' | 'none' | 'due'> {
  const id = randomUUID()
  const action = 'deletion_cancelled'
  const [, [entry], left] = await database.asUser<[unknown[], unknown[], unknown[]]>(
    userId,
    (sql) => [
      sql`with cancelled as (
            delete from account_deletions where user_id = ${userId} and due_at > now() returning user_id
          )
          insert into audit_logs (id, user_id, action, ip_address, user_agent, request_id, mark)
          select ${id}, user_id, ${action}, ${client.ipAddress}, ${client.userAgent},
            ${client.requestId}, ${markOf({ id, userId, action, client })}
          from cancelled`,
      sql`select from audit_logs where id = ${id} and user_id = ${userId}`,
      sql`select from account_deletions where user_id = ${userId}`,
    ],
    { idempotent: true },
  )
  if (left.length > 0) return 'due'
  return entry ? 'cancelled' : 'none'
}

/** The order to delete the person's account, or null. */
export async function readDeletion(userId: string): Promise<AccountDeletion | null> {
  const [[row]] = await database.asUser<[{ requestedAt: Date; dueAt: Date }[]]>(
    userId,
    (sql) => [
      sql`select requested_at as "requestedAt", due_at as "dueAt"
          from account_deletions where user_id = ${userId}`,
    ],
    { idempotent: true },
  )
  return row ? { requestedAt: row.requestedAt.toISOString(), dueAt: row.dueAt.toISOString() } : null
}

/** Whether the person's account is due to be deleted. */
export async function isDeletionDue(userId: string): Promise<boolean> {
  const [[order]] = await database.asSystem<[unknown[]]>(
    (sql) => [sql`select from account_deletions where user_id = ${userId} and due_at <= now()`],
    { idempotent: true },
  )
  return order !== undefined
}

/**
 * Whose account is to be deleted next, of those that are due. Chance says: in any other order, a few that
 * always fail and take long would be the first every day, and the others never have their turn.
 * @param tried who had their turn in this run
 */
export async function nextDueDeletion(tried: string[]): Promise<string | null> {
  const [[row]] = await database.asSystem<[{ userId: string }[]]>(
    (sql) => [
      sql`select user_id as "userId" from account_deletions
          where due_at <= now() and user_id <> all(${tried}::text[])
          order by random() limit 1`,
    ],
    { idempotent: true },
  )
  return row?.userId ?? null
}

/** How many accounts are due to be deleted. */
export async function countDueDeletions(): Promise<number> {
  const [[row]] = await database.asSystem<[{ count: number }[]]>(
    (sql) => [sql`select count(*)::int as count from account_deletions where due_at <= now()`],
    { idempotent: true },
  )
  return row?.count ?? 0
}
