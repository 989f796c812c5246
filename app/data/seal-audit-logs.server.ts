import { env } from '#app/env.server.ts'
import { isOwn, type KeptRow } from './audit-mark.server.ts'
import {
  asText,
  digestOf,
  forgetExpiredRows,
  keptRow,
  longestTransaction,
  readOwnLastSeal,
  writeSeal,
  type WrittenSeal,
} from './audit-seals.server.ts'
import { database } from './database.server.ts'

/** How many rows one seal is over, at most. */
const batchSize = 10_000

/**
 * Seals what was written to the audit log since the last run, and forgets seals' rows that are past their
 * retention period. Rows that the app did not write are left out, and stay out. Several runs may go on at once.
 * @param budgetMs after this time no further seal is begun: the next run goes on from there
 * @returns how many rows were sealed and left out, and the last seal's signature: kept outside of the
 * database, it proves later that this seal and those before it are still there
 * @throws Error if the last seal is not one of the app
 */
export async function sealAuditLogs(budgetMs: number) {
  const stopAt = performance.now() + budgetMs
  const { now, retainedFrom } = await readClock()
  let [sealed, leftOut, isComplete] = [0, 0, false]
  let after: UnsealedRow | undefined
  let seal: WrittenSeal | null = null
  do {
    const last = await readOwnLastSeal()
    const sealedUntil = last?.says.recordedUntil ?? null
    const rows = await readUnsealedRows(sealedUntil, after)
    const own = rows.filter((row) => isOwn(row, sealedUntil))
    const isEnd = rows.length < batchSize
    seal = await writeSeal(last, own, {
      sealedAt: now,
      recordedUntil: isEnd ? latest(sealedUntil, now) : sealedUntil,
      retainedFrom: latest(last?.says.retainedFrom ?? null, retainedFrom),
    })
    // Where another run was faster, the same rows once more: some are in its seal by now.
    if (!seal) continue
    sealed += own.length
    leftOut += rows.length - own.length
    after = rows.at(-1)
    isComplete = isEnd
  } while (!isComplete && performance.now() < stopAt)
  if (!seal) throw new Error('Other runs seal the audit log all the time: this one had no turn.')
  await forgetExpiredRows(seal.says.retainedFrom)
  return { sealed, leftOut, isComplete, seal: seal.says.number, signature: seal.signature }
}

const latest = (one: string | null, other: string) => (one && one > other ? one : other)

/** By the database's clock, as the rows' times are. */
async function readClock() {
  const [[clock]] = await database.asSystem<[{ now: string; retainedFrom: string }[]]>(
    (sql) => [
      sql`select ${asText(sql, sql`now()`)} as now, ${asText(
        sql,
        sql`(now() - make_interval(hours => 24 * ${env.AUDIT_RETENTION_DAYS}::int))`,
      )} as "retainedFrom"`,
    ],
    { idempotent: true },
  )
  if (!clock) throw new Error('The database has no time.')
  return clock
}

interface UnsealedRow extends KeptRow {
  timestamp: string
  digest: string
}

async function readUnsealedRows(
  sealedUntil: string | null,
  after: UnsealedRow | undefined,
): Promise<UnsealedRow[]> {
  const [rows] = await database.asSystem<[UnsealedRow[]]>(
    (sql) => [
      sql`select ${keptRow(sql)}, ${digestOf(sql)} as digest,
            ${asText(sql, sql`audit_logs.timestamp`)} as timestamp
          from audit_logs
          where (
              ${sealedUntil}::timestamptz is null
              or recorded_at >= ${sealedUntil}::timestamptz - ${longestTransaction}::interval
            )
            and (audit_logs.timestamp, id) > (
              ${after?.timestamp ?? '-infinity'}::timestamptz,
              ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid
            )
            and not exists (
              select from audit_sealed_rows as sealed
              where sealed.id = audit_logs.id and sealed.timestamp = audit_logs.timestamp
            )
          order by audit_logs.timestamp, id limit ${batchSize}::int`,
    ],
    { idempotent: true, deadlineMs: 20_000 },
  )
  return rows
}
