import type { Database } from '#db/client.server.ts'

/** One delete: large enough to be quick in all, small enough that nobody waits for it. */
const batchSize = 10_000
/** What a batch that was begun in time may take beyond it; a tenth of a second is usual. */
const graceMs = 4_000
/** However much time there is: a batch that waits this long for somebody has failed. */
const patienceMs = 60_000

export interface Retention {
  /** Audit rows older than this many days go. */
  days: number
  /** When to begin no further batch, as `performance.now()` tells the time. */
  stopAt: number
}

export interface Purge {
  deletedRows: number
  batches: number
  /** False where rows are left that the next run has to delete. */
  complete: boolean
}

/**
 * Deletes the audit rows that are older than the retention period, batch by batch, each a short transaction
 * of its own. Rows that somebody else has locked are left to the next run.
 */
export async function purgeAuditLogs(
  database: Database,
  { days, stopAt }: Retention,
): Promise<Purge> {
  let deletedRows = 0
  let batches = 0
  let complete = false
  while (!complete && performance.now() < stopAt) {
    const deadlineMs = Math.min(stopAt - performance.now() + graceMs, patienceMs)
    const [[batch]] = await database.asSystem<[{ deleted: number }[]]>(
      (sql) => [
        sql`with gone as (
              delete from audit_logs where ctid = any(array(
                select ctid from audit_logs
                where timestamp < now() - make_interval(days => ${days}::int)
                order by timestamp limit ${batchSize}::int for update skip locked
              )) returning 1
            )
            select count(*)::int as deleted from gone`,
      ],
      { deadlineMs },
    )
    const deleted = batch?.deleted ?? 0
    deletedRows += deleted
    batches += 1
    complete = deleted < batchSize
  }
  return { deletedRows, batches, complete }
}

/** How many audit rows are older than the retention period. Writes nothing. */
export async function countExpiredAuditLogs(database: Database, days: number): Promise<number> {
  const [[row]] = await database.asSystem<[{ count: number }[]]>(
    (sql) => [
      sql`select count(*)::int as count from audit_logs
          where timestamp < now() - make_interval(days => ${days}::int)`,
    ],
    { idempotent: true },
  )
  return row?.count ?? 0
}
