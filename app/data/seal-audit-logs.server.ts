import { env } from '#app/env.server.ts'
import { isOwn, isSigned, type MarkedRow } from './audit-mark.server.ts'
import {
  asText,
  digestOf,
  forgetExpiredRows,
  longestTransaction,
  markedRow,
  readSeals,
  writeSeal,
} from './audit-seals.server.ts'
import { database } from './database.server.ts'

/** How many rows one seal is over, at most. */
const batchSize = 10_000

/**
 * Seals what was written to the audit log since the last run, and forgets seals' rows that are past their
 * retention period. Rows that the app did not write are left out, and stay out.
 * @param budgetMs after this time no further seal is begun: the next run goes on from there
 * @returns how many rows were sealed and left out, and the last seal's signature: kept outside of the
 * database, it proves later that this seal and those before it are still there
 * @throws Error if the last seal was tampered with, or another run is under way
 */
export async function sealAuditLogs(budgetMs: number) {
  const stopAt = performance.now() + budgetMs
  const [last] = await readSeals('last')
  if (last && !isSigned(['seal', last.statement], last.signature))
    throw new Error('The last seal of the audit log is not one of the app.')
  let seal = last?.says ? { says: last.says, signature: last.signature } : null
  const recordedUntil = seal?.says.recordedUntil ?? null
  let [sealed, leftOut, isComplete] = [0, 0, false]
  let after: UnsealedRow | undefined
  const startedAt = await readClock()
  do {
    const rows = await readUnsealedRows(recordedUntil, after)
    after = rows.at(-1)
    isComplete = rows.length < batchSize
    const own = rows.filter((row) => isOwn(row, recordedUntil))
    sealed += own.length
    leftOut += rows.length - own.length
    seal = await writeSeal(seal, own, {
      sealedAt: startedAt.now,
      recordedUntil: isComplete ? startedAt.now : recordedUntil,
      retainedFrom: latest(seal?.says.retainedFrom, startedAt.retainedFrom),
    })
  } while (!isComplete && performance.now() < stopAt)
  await forgetExpiredRows(seal.says.retainedFrom)
  return { sealed, leftOut, isComplete, seal: seal.says.number, signature: seal.signature }
}

const latest = (one: string | undefined, other: string) => (one && one > other ? one : other)

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

interface UnsealedRow extends MarkedRow {
  timestamp: string
  mark: string | null
  digest: string
}

async function readUnsealedRows(
  recordedUntil: string | null,
  after: UnsealedRow | undefined,
): Promise<UnsealedRow[]> {
  const [rows] = await database.asSystem<[UnsealedRow[]]>(
    (sql) => [
      sql`select ${markedRow(sql)}, ${digestOf(sql)} as digest,
            ${asText(sql, sql`audit_logs.timestamp`)} as timestamp
          from audit_logs
          where (
              ${recordedUntil}::timestamptz is null
              or recorded_at >= ${recordedUntil}::timestamptz - ${longestTransaction}::interval
            )
            and (audit_logs.timestamp, id) > (
              ${after?.timestamp ?? '-infinity'}::timestamptz,
              ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid
            )
            and not exists (select from audit_sealed_rows as sealed where sealed.id = audit_logs.id)
          order by audit_logs.timestamp, id limit ${batchSize}::int`,
    ],
    { idempotent: true, deadlineMs: 20_000 },
  )
  return rows
}
