import { logError } from '#app/log.server.ts'
import type { Database } from '#db/client.server.ts'

/** One delete: large enough to be quick in all, small enough that nobody waits for it. */
const batchSize = 10_000
/** What a batch that was begun in time may take beyond it; a tenth of a second is usual. */
const graceMs = 4_000
/** However much time there is: a batch that waits this long for somebody has failed. */
const patienceMs = 60_000

export interface Retention {
  /** Audit rows older than this many days go; of 24 hours each, whatever the server's time zone. */
  days: number
  /** When to begin no further batch, as `performance.now()` tells the time. */
  stopAt: number
}

export interface Purge {
  deletedRows: number
  batches: number
  /** False where rows are left that the next run has to delete. */
  complete: boolean
  /** Whether something went wrong, which is in the log: what was deleted before stays deleted. */
  failed: boolean
}

/**
 * Deletes the audit rows that are older than the retention period, batch by batch, each a short transaction
 * of its own. Rows that somebody else has locked are left to the next run.
 */
export async function purgeAuditLogs(database: Database, retention: Retention): Promise<Purge> {
  const purge: Purge = { deletedRows: 0, batches: 0, complete: false, failed: false }
  try {
    let isFull = true
    while (isFull && performance.now() < retention.stopAt) {
      const { deleted, isLeft } = await deleteBatch(database, retention)
      purge.deletedRows += deleted
      purge.batches += 1
      purge.complete = !isLeft
      isFull = deleted === batchSize
    }
  } catch (error) {
    logError(error)
    return { ...purge, complete: false, failed: true }
  }
  return purge
}

async function deleteBatch(database: Database, retention: Retention) {
  const { days } = retention
  const [[batch], [rest]] = await database.asSystem<[{ deleted: number }[], { isLeft: boolean }[]]>(
    (sql) => [
      sql`with gone as (
            delete from audit_logs where ctid = any(array(
              select ctid from audit_logs
              where timestamp < now() - make_interval(hours => 24 * ${days}::int)
              order by timestamp limit ${batchSize}::int for update skip locked
            )) returning 1
          )
          select count(*)::int as deleted from gone`,
      sql`select exists (
            select from audit_logs where timestamp < now() - make_interval(hours => 24 * ${days}::int)
          ) as "isLeft"`,
    ],
    { deadlineMs: patience(retention) },
  )
  return { deleted: batch?.deleted ?? 0, isLeft: rest?.isLeft ?? true }
}

/**
 * Deletes what is soon of no use: who sent requests more than a minute ago, and the ids of Clerk's messages
 * that are older than the audit rows they made.
 */
export async function purgeCountersAndMessages(
  database: Database,
  retention: Retention,
): Promise<void> {
  await database.asSystem(
    (sql) => [
      sql`delete from rate_limits where busy_until < now() - interval '1 minute'`,
      sql`delete from webhook_messages
          where handled_at < now() - make_interval(hours => 24 * ${retention.days}::int)`,
    ],
    { idempotent: true, deadlineMs: patience(retention) },
  )
}

const patience = ({ stopAt }: Retention) =>
  Math.min(stopAt - performance.now() + graceMs, patienceMs)

/** How many audit rows are older than the retention period. Writes nothing. */
export async function countExpiredAuditLogs(database: Database, days: number): Promise<number> {
  const [[row]] = await database.asSystem<[{ count: number }[]]>(
    (sql) => [
      sql`select count(*)::int as count from audit_logs
          where timestamp < now() - make_interval(hours => 24 * ${days}::int)`,
    ],
    { idempotent: true },
  )
  return row?.count ?? 0
}
