import { createHmac, hash } from 'node:crypto'
import { env } from '#app/env.server.ts'
import type { Client } from '#app/request-scope.server.ts'

// The first signs, all of them are known. The last is the hash of a secret that is always there: it signs where
// there are no others, and what it signed before there were stays known.
const keys = [
  ...(env.AUDIT_KEYS ?? []),
  createHmac('sha256', env.CLERK_SECRET_KEY).update('audit log').digest('hex'),
]

/** What the app alone can have said: a text in it would be another under another key. */
type Statement = ['row' | 'seal' | 'erased', ...(string | number | null)[]]

/** @returns the signature of a statement, which the database keeps without being able to make one */
export const sign = (statement: Statement): string => signWith(keys[0] ?? '', statement)

/** The name of a person in a statement: app.user_hash keeps the erased under it. */
export const hashUser = (userId: string) => hash('sha256', userId)

/** Whether the app made this signature, with a key that it still knows. */
export function isSigned(statement: Statement, signature: string | null): boolean {
  return signature !== null && keys.some((key) => signWith(key, statement) === signature)
}

function signWith(key: string, statement: Statement): string {
  return createHmac('sha256', key).update(JSON.stringify(statement)).digest('base64url')
}

/** What the app itself knows of an audit row when it writes it; the rest is the database's. */
interface MarkedRow {
  id: string
  userId: string
  action: string
  client: { [Part in keyof Client]: Client[Part] | null }
}

/**
 * The mark of an audit row: whoever has no key cannot add a row, or change what is marked. It begins with the day,
 * so that a row that has gone cannot come back on another.
 */
export function markOf(row: MarkedRow): string {
  const day = new Date().toISOString().slice(0, 10)
  return `${day}.${sign(rowStatement(row, day))}`
}

/** A row as it is kept. */
export interface KeptRow extends MarkedRow {
  mark: string | null
  /** Null as long ago as there were no marks. */
  recordedAt: string | null
}

/**
 * Whether the app wrote this row, with this id, for this person and then. Until the rows of the beginning are all in
 * seals, there may be some of the time when there were no marks.
 * @param sealedUntil up to when every row is in a seal, or null
 */
export function isOwn(row: KeptRow, sealedUntil: string | null): boolean {
  if (row.mark === null) return sealedUntil === null
  // The first marks had no day.
  const [signature = '', day] = row.mark.split('.').toReversed()
  const isThen = day === undefined || (row.recordedAt !== null && isNear(row.recordedAt, day))
  return isThen && isSigned(rowStatement(row, day), signature)
}

/** Whether a time is on this day, or the one before or after: the clocks of app and database may differ. */
function isNear(time: string, day: string): boolean {
  return Math.abs(Date.parse(time) - Date.parse(`${day}T12:00Z`)) < 36 * 3_600_000
}

function rowStatement({ id, userId, action, client }: MarkedRow, day?: string): Statement {
  const { ipAddress, userAgent, requestId } = client
  const marked = [id, userId, action, ipAddress && uniform(ipAddress), userAgent, requestId]
  return ['row', ...marked, ...(day === undefined ? [] : [day])]
}

/** Postgres writes an IPv6 address in a form of its own, and so does everybody. */
function uniform(address: string): string {
  return address.includes(':') ? new URL(`http://[${address}]`).hostname : address
}
