import { createHash } from 'node:crypto'
import type { NeonQueryInTransaction } from '@neondatabase/serverless'
import { z } from 'zod'
import type { Sql } from '#db/client.server.ts'
import { hashUser, isSigned, sign } from './audit-mark.server.ts'
import { database } from './database.server.ts'

const time = z.string()

/** What a seal says; its signature is over exactly this, as JSON. */
const sealStatement = z.strictObject({
  number: z.int(),
  /** The signature of the seal before it. */
  previous: z.string().nullable(),
  sealedAt: time,
  /** What was recorded before this time is in a seal; null until the rows of the beginning all are. */
  recordedUntil: time.nullable(),
  /** Rows older than this may have gone: they were past their retention period. */
  retainedFrom: time,
  /** The time of the newest row, null where there is none. */
  newest: time.nullable(),
  entriesHash: z.string(),
})
type SealStatement = z.infer<typeof sealStatement>

/** A seal as the database keeps it; null as `says` where it is not of the app's making. */
export interface Seal {
  number: string
  statement: string
  signature: string
  says: SealStatement | null
}

/** A row in a seal. */
export interface SealedRow {
  id: string
  userHash: string
  timestamp: string
  digest: string
}

/** For so long a row can be recorded without being visible yet: far longer than any transaction may last. */
export const longestTransaction = '1 hour'

/** The hash over all rows of a seal, in the order of their ids. */
export function hashEntries(rows: SealedRow[]): string {
  const hash = createHash('sha256')
  for (const { id, userHash, timestamp, digest } of rows)
    hash.update(`${id} ${userHash} ${timestamp} ${digest}\n`)
  return hash.digest('hex')
}

/** UTC to the microsecond, as a text that is the same whenever it is read again. */
export const asText = (sql: Sql, timestamp: NeonQueryInTransaction) =>
  sql`to_char(${timestamp} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** The columns of a row and its mark, as `KeptRow` names them. */
export const keptRow = (sql: Sql) =>
  sql`id, user_id as "userId", action, mark, ${asText(sql, sql`recorded_at`)} as "recordedAt",
      json_build_object(
        'ipAddress', host(ip_address), 'userAgent', user_agent, 'requestId', request_id
      ) as client`

/** The digest of all that an audit row holds. It must stay as it is: seals hold it for months. */
export const digestOf = (sql: Sql) =>
  sql`encode(sha256(convert_to(jsonb_build_array(
        audit_logs.id, user_id, action, extract(epoch from audit_logs.timestamp), host(ip_address),
        user_agent, details, request_id, mark, extract(epoch from recorded_at)
      )::text, 'UTF8')), 'hex')`

/** The seals from a number on, or the last one; the first has the number 1. */
export async function readSeals(from: number | 'last'): Promise<Seal[]> {
  const [rows] = await database.asSystem<[Omit<Seal, 'says'>[]]>(
    (sql) => [
      from === 'last'
        ? sql`select number, statement, signature from audit_seals order by number desc limit 1`
        : sql`select number, statement, signature from audit_seals
              where number >= ${from}::bigint order by number limit 1000`,
    ],
    { idempotent: true },
  )
  return rows.map((row) => ({ ...row, says: parseStatement(row.statement) }))
}

function parseStatement(statement: string): SealStatement | null {
  try {
    return sealStatement.safeParse(JSON.parse(statement)).data ?? null
  } catch {
    return null
  }
}

/** A seal that the app made, with what the next one has to know of it. */
export interface WrittenSeal {
  says: SealStatement
  signature: string
}

/**
 * The last seal, or null before the first.
 * @throws Error if the app did not make it: then this is another site's database, or somebody rewrote it
 */
export async function readOwnLastSeal(): Promise<WrittenSeal | null> {
  const [last] = await readSeals('last')
  if (!last) return null
  const { says, statement, signature } = last
  if (!says || !isSigned(['seal', statement], signature))
    throw new Error(
      'The last seal of the audit log is not one of the app. Are these the keys of the site that this database is of, and the former ones in AUDIT_KEYS?',
    )
  return { says, signature }
}

type Times = Pick<SealStatement, 'sealedAt' | 'recordedUntil' | 'retainedFrom'>

/**
 * Writes the next seal.
 * @param rows in the order of their times
 * @returns null where another run has written one
 */
export async function writeSeal(
  before: WrittenSeal | null,
  rows: (Omit<SealedRow, 'userHash'> & { userId: string })[],
  times: Times,
): Promise<WrittenSeal | null> {
  const entries = rows
    .map(({ id, userId, timestamp, digest }): SealedRow => {
      return { id, userHash: hashUser(userId), timestamp, digest }
    })
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const says: SealStatement = {
    number: (before?.says.number ?? 0) + 1,
    previous: before?.signature ?? null,
    ...times,
    newest: rows.at(-1)?.timestamp ?? null,
    entriesHash: hashEntries(entries),
  }
  const statement = JSON.stringify(says)
  const signature = sign(['seal', statement])
  const [, [written]] = await database.asSystem<[unknown[], { signature: string }[]]>(
    (sql) => [
      sql`with seal as (
            insert into audit_seals (number, statement, signature)
            values (${says.number}::bigint, ${statement}, ${signature})
            on conflict (number) do nothing returning number
          )
          insert into audit_sealed_rows (id, seal, user_hash, timestamp, digest)
          select id, number, "userHash", entry.timestamp, digest
          from seal, json_to_recordset(${JSON.stringify(entries)}::json)
            as entry (id uuid, "userHash" text, timestamp timestamptz, digest text)`,
      sql`select signature from audit_seals where number = ${says.number}::bigint`,
    ],
    { idempotent: true, deadlineMs: 20_000 },
  )
  return written?.signature === signature ? { says, signature } : null
}

/** Seal by seal, and only when the last of its rows is gone: until then the whole list is needed. */
export async function forgetExpiredRows(retainedFrom: string): Promise<void> {
  await database.asSystem(
    (sql) => [
      sql`delete from audit_sealed_rows where seal in (
            select number from audit_seals
            where statement::jsonb ->> 'newest' < ${retainedFrom}
              and exists (select from audit_sealed_rows where seal = number)
              and not exists (
                select from audit_sealed_rows as sealed join audit_logs using (id, timestamp)
                where seal = number
              )
            order by number limit 50
          )`,
    ],
    { idempotent: true, deadlineMs: 20_000 },
  )
}
