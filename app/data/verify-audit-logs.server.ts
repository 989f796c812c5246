import { env } from '#app/env.server.ts'
import type { Sql } from '#db/client.server.ts'
import { isOwn, isSigned, type KeptRow } from './audit-mark.server.ts'
import {
  asText,
  digestOf,
  hashEntries,
  keptRow,
  longestTransaction,
  readSeals,
  type Seal,
  type SealedRow,
} from './audit-seals.server.ts'
import { database } from './database.server.ts'

/** Something in the audit log or its seals that neither the app nor retention nor an erasure did. */
export interface Finding {
  what: 'changed' | 'removed' | 'inserted' | 'seal'
  /** The id of the row, or the number of the seal. */
  id: string
  why: string
}

type Tell = (finding: Finding) => void

/**
 * Looks for what somebody did to the audit log behind the app's back, with whatever rights in the database.
 * What was removed since the last seal cannot be known.
 * @param known the signature of an earlier seal that was kept elsewhere
 * @param tell is called with each finding
 * @returns how much was looked at
 */
export async function verifyAuditLogs(known: string | null, tell: Tell) {
  const [last] = await readSeals('last')
  const promise = last && isSigned(['seal', last.statement], last.signature) ? last.says : null
  const retainedFrom = promise?.retainedFrom ?? '-infinity'
  let [before, sealed, isKnown]: [Seal | null, number, boolean] = [null, 0, known === null]
  for await (const seal of everySeal()) {
    const why = whatIsWrong(seal, before)
    if (why) tell({ what: 'seal', id: seal.number, why })
    sealed += await verifySealedRows(seal, retainedFrom, tell)
    isKnown ||= seal.signature === known
    before = seal
  }
  if (!isKnown) tell({ what: 'seal', id: known ?? '', why: 'is not there any more' })
  const sealedUntil = promise?.recordedUntil ?? null
  const unsealed = await verifyUnsealedRows(sealedUntil, retainedFrom, tell)
  return { sealed, unsealed, sealedUntil, seal: last?.signature ?? null }
}

async function* everySeal(): AsyncGenerator<Seal> {
  let seals = await readSeals(1)
  while (seals.length > 0) {
    yield* seals
    seals = await readSeals(Number(seals.at(-1)?.number) + 1)
  }
}

function whatIsWrong({ number, says, statement, signature }: Seal, before: Seal | null) {
  if (!isSigned(['seal', statement], signature)) return 'was not signed by the app'
  if (says?.number !== Number(number) || says.previous !== (before?.signature ?? null))
    return 'does not follow the seal before it: one was removed'
  return null
}

/** Whether a sealed row is past its retention period: that of now, or of an earlier seal. */
const expired = (sql: Sql, retainedFrom: string) =>
  sql`sealed.timestamp < greatest(
        ${retainedFrom}::timestamptz,
        now() - make_interval(hours => 24 * ${env.AUDIT_RETENTION_DAYS}::int)
      )`

/** Whoever repeats a request after its row has expired gets another row with the same id. */
const another = (sql: Sql, retainedFrom: string) =>
  sql`(${expired(sql, retainedFrom)} and sealed.timestamp <> audit_logs.timestamp)`

interface Pair extends SealedRow {
  /** The digest of the row as it is now, null where it is gone. */
  now: string | null
  isExpired: boolean
  /** What the app signed when it erased the person. */
  proof: string | null
}

async function verifySealedRows({ number, says }: Seal, retainedFrom: string, tell: Tell) {
  const [pairs] = await database.asSystem<[Pair[]]>(
    (sql) => [
      sql`select sealed.id, sealed.user_hash as "userHash", sealed.digest,
            ${asText(sql, sql`sealed.timestamp`)} as timestamp,
            case when audit_logs.id is not null then ${digestOf(sql)} end as now, proof,
            ${expired(sql, retainedFrom)} as "isExpired"
          from audit_sealed_rows as sealed
          left join audit_logs on audit_logs.id = sealed.id
            and not ${another(sql, retainedFrom)}
          left join erased_users as erased on erased.user_hash = decode(sealed.user_hash, 'hex')
          where seal = ${number}::bigint order by sealed.id`,
    ],
    { idempotent: true, deadlineMs: 60_000 },
  )
  const isForgotten = pairs.length === 0 && says?.newest && says.newest < retainedFrom
  if (!isForgotten && says && hashEntries(pairs) !== says.entriesHash)
    tell({ what: 'seal', id: number, why: 'has another list of rows than it was signed with' })
  for (const { id, now, digest, isExpired, userHash, proof } of pairs) {
    if (now === digest) continue
    if (now !== null)
      tell({ what: 'changed', id, why: `is not as it was when seal ${number} was made` })
    else if (!isExpired && !isSigned(['erased', userHash], proof))
      tell({ what: 'removed', id, why: `was there when seal ${number} was made` })
  }
  return pairs.length
}

interface UnsealedRow extends KeptRow {
  /** Whether it was recorded so long before the last seal that it would be in it. */
  isLate: boolean
}

async function verifyUnsealedRows(
  sealedUntil: string | null,
  retainedFrom: string,
  tell: Tell,
): Promise<number> {
  let [count, after] = [0, '00000000-0000-0000-0000-000000000000']
  for (let isMore = true; isMore;) {
    const [rows] = await database.asSystem<[UnsealedRow[]]>(
      (sql) => [
        sql`select ${keptRow(sql)}, coalesce(recorded_at, '-infinity')
                < ${sealedUntil}::timestamptz - ${longestTransaction}::interval as "isLate"
            from audit_logs
            where id > ${after}::uuid
              and not exists (
                select from audit_sealed_rows as sealed
                where sealed.id = audit_logs.id and not ${another(sql, retainedFrom)}
              )
            order by id limit 10000`,
      ],
      { idempotent: true, deadlineMs: 60_000 },
    )
    for (const row of rows) {
      if (!isOwn(row, sealedUntil))
        tell({ what: 'inserted', id: row.id, why: 'was not written by the app, or not so' })
      else if (row.isLate)
        tell({ what: 'inserted', id: row.id, why: 'is older than the last seal, but in none' })
    }
    count += rows.length
    after = rows.at(-1)?.id ?? after
    isMore = rows.length === 10_000
  }
  return count
}
