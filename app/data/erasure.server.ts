import { createHmac } from 'node:crypto'
import { env } from '#app/env.server.ts'
import { hashUser, sign } from './audit-mark.server.ts'
import { database } from './database.server.ts'

// Without a key of its own it is the hash of a secret that is always there.
const receiptKey =
  env.RECEIPT_KEY ?? createHmac('sha256', env.CLERK_SECRET_KEY).update('receipts').digest('hex')

/** What has its own way out: the audit log in batches, and its counts with it. */
const history = ['audit_logs', 'audit_log_counts']

/** One delete: in a single one, a history that takes longer than there is time would never go. */
const batchSize = 10_000

/**
 * Deletes everything that is kept about a person, and leaves a tombstone without their id, so that neither
 * a late event nor a session token that is still valid can bring them back, and a receipt without personal
 * data. Where it fails midway, the tombstone holds already, and doing it again goes on from there. When all
 * is done that does no harm: the first receipt stays.
 * @param remainingMs how much time there is, if less than a long history may take
 */
export async function eraseUser(userId: string, remainingMs = Infinity): Promise<void> {
  const subject = createHmac('sha256', receiptKey).update(userId).digest('hex')
  const end = performance.now() + Math.min(remainingMs, 25_000)
  const options = () => ({ idempotent: true, deadlineMs: Math.max(0, end - performance.now()) })

  await database.asSystem(
    (sql) => [
      // First, as a request counts itself before it writes: in another order the two could deadlock.
      sql`delete from rate_limits
          where caller_hash = sha256(convert_to('user ' || ${userId}::text, 'UTF8'))`,
      // Waits for what is being written about the person; see app.refuse_erased_user.
      sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 0))`,
      // From here on there will be no more rows to count.
      sql`insert into deletion_receipts (subject, requested_at, completed_at, deleted_rows)
          values (
            ${subject}, (select requested_at from account_deletions where user_id = ${userId}), null,
            (select jsonb_object_agg(name, jsonb_array_length(rows))
                from jsonb_each(app.rows_of(${userId}, ${history}::text[])) as other (name, rows))
              || jsonb_build_object('audit_logs',
                (select coalesce(sum(count), 0) from audit_log_counts where user_id = ${userId}))
          ) on conflict (subject) do nothing`,
      // Where nobody ordered it, as Clerk told of it: so that the daily run finishes what fails midway.
      sql`insert into account_deletions (user_id, due_at)
          select ${userId}, now()
          where not exists (select from erased_users where user_hash = app.user_hash(${userId}))
          on conflict (user_id) do nothing`,
      sql`insert into erased_users as known (user_hash, proof)
          values (app.user_hash(${userId}), ${sign(['erased', hashUser(userId)])})
          on conflict (user_hash) do update set proof = excluded.proof where known.proof is null`,
    ],
    options(),
  )

  let deleted = 0
  do {
    const [rows] = await database.asSystem<[{ count: number }[]]>(
      (sql) => [
        // What another run has locked is left to it, and below waited for.
        sql`with gone as (
              delete from audit_logs where ctid = any(array(
                select ctid from audit_logs where user_id = ${userId}
                limit ${batchSize}::int for update skip locked
              )) returning 1
            )
            select count(*)::int as count from gone`,
      ],
      options(),
    )
    deleted = rows[0]?.count ?? 0
  } while (deleted === batchSize)

  await database.asSystem(
    (sql) => [
      sql`delete from audit_logs where user_id = ${userId}`,
      sql`select app.delete_rows_of(${userId}, ${history}::text[])`,
      sql`update deletion_receipts set completed_at = now()
          where subject = ${subject} and completed_at is null`,
    ],
    options(),
  )
}
