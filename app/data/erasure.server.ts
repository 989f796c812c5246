import { createHmac } from 'node:crypto'
import { env } from '#app/env.server.ts'
import { database } from './database.server.ts'

// Without a key of its own it is the hash of a secret that is always there.
const receiptKey =
  env.RECEIPT_KEY ?? createHmac('sha256', env.CLERK_SECRET_KEY).update('receipts').digest('hex')

/**
 * Deletes everything that is kept about a person, and leaves a tombstone without their id, so that neither
 * a late event nor a session token that is still valid can bring them back, and a receipt without personal
 * data. Doing it again does no harm: the first receipt stays.
 * @param remainingMs how much time there is, if less than a long history may take
 */
export async function eraseUser(userId: string, remainingMs = Infinity): Promise<void> {
  const subject = createHmac('sha256', receiptKey).update(userId).digest('hex')
  await database.asSystem(
    (sql) => [
      // First, as a request counts itself before it writes: in another order the two could deadlock.
      sql`delete from rate_limits
          where caller_hash = sha256(convert_to('user ' || ${userId}::text, 'UTF8'))`,
      // Waits for what is being written about the person; see app.refuse_erased_user.
      sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 0))`,
      sql`insert into erased_users (user_hash) values (app.user_hash(${userId})) on conflict do nothing`,
      sql`with logs as (delete from audit_logs where user_id = ${userId} returning 1),
            settings as (delete from user_settings where user_id = ${userId} returning 1),
            deletion as (delete from account_deletions where user_id = ${userId} returning requested_at)
          insert into deletion_receipts (subject, requested_at, deleted_rows)
          values (${subject}, (select requested_at from deletion), jsonb_build_object(
            'audit_logs', (select count(*) from logs),
            'user_settings', (select count(*) from settings),
            'account_deletions', (select count(*) from deletion)
          )) on conflict (subject) do nothing`,
    ],
    { idempotent: true, deadlineMs: Math.min(remainingMs, 25_000) },
  )
}
