import { NeonDbError } from '@neondatabase/serverless'

/**
 * What a failed call means to its caller:
 * - unavailable: the database was not reached, or refused to serve
 * - timeout: the deadline passed; a write may or may not have happened
 * - conflict: other transactions were in the way, even after retries
 * - constraint: a constraint was violated; `constraint` names it
 * - statement: Postgres rejected the SQL or a value, which is a fault of the program
 */
export type DatabaseErrorKind = 'unavailable' | 'timeout' | 'conflict' | 'constraint' | 'statement'

/** When the failed call may be repeated. */
type Repeatable = 'always' | 'if idempotent' | 'never'

/** The one error of a call to the database. `code` is Postgres's SQLSTATE, where it has one. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly kind: DatabaseErrorKind
  readonly repeatable: Repeatable
  /** What failed, in a word: a SQLSTATE, a code of the network, a status of HTTP. Messages hold addresses and values. */
  readonly reason: string | undefined
  readonly code: string | undefined
  readonly constraint: string | undefined
  readonly detail: string | undefined

  constructor(kind: DatabaseErrorKind, repeatable: Repeatable, message: string, cause: unknown) {
    super(message, { cause })
    this.kind = kind
    this.repeatable = repeatable
    // The deepest: what wraps it says less, such as that there is no connection.
    this.reason = causesOf(cause).map(reasonOf).findLast(Boolean)
    if (!(cause instanceof NeonDbError)) return
    this.code = cause.code || undefined
    this.constraint = cause.constraint
    this.detail = cause.detail
  }

  /** Whether this passes: the caller may try again later. */
  get isTransient(): boolean {
    return this.kind !== 'constraint' && this.kind !== 'statement'
  }
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html, first match counts.
const BY_SQLSTATE: [RegExp, DatabaseErrorKind, Repeatable][] = [
  [/^(40001|40P01)$/, 'conflict', 'always'], // serialization failure, deadlock: rolled back
  [/^55P03$/, 'conflict', 'never'], // lock not available
  [/^(53300|57P03)$/, 'unavailable', 'always'], // too many connections, starting up: never began
  [/^25006$/, 'unavailable', 'always'], // read-only, as the old primary after a failover: rolled back
  [/^(08|57P0)/, 'unavailable', 'if idempotent'], // connection lost, server shut down
  [/^(53|58|28|3D)/, 'unavailable', 'never'], // out of resources, I/O error, login refused, no such database
  [/^57014$/, 'timeout', 'never'], // statement_timeout
  [/^23/, 'constraint', 'never'],
]

/** Failures to connect: the statement cannot have run. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CONNECT_TIMEOUT',
  'NOT_CONNECTED',
])

/**
 * Sorts whatever the driver threw. What is not an answer of Postgres (a lost connection, a status
 * 5xx, a body that is no JSON, which the driver throws as a bare SyntaxError) leaves open whether
 * the statement ran.
 */
export function toDatabaseError(error: unknown): DatabaseError {
  const message = error instanceof Error ? error.message : String(error)
  if (isAnswerOfPostgres(error)) {
    const { code } = error
    const [, kind, repeatable] =
      BY_SQLSTATE.find(([pattern]) => pattern.test(code)) ?? unlisted(error)
    return new DatabaseError(kind, repeatable, message, error)
  }
  const repeatable = causesOf(error).some(neverConnected) ? 'always' : 'if idempotent'
  return new DatabaseError('unavailable', repeatable, message, error)
}

/** Neon's proxy answers in the same form for itself, such as when it lost Postgres: with an empty code. */
export function isAnswerOfPostgres(error: unknown): error is NeonDbError & { code: string } {
  return error instanceof NeonDbError && Boolean(error.code)
}

/** Whatever else ends the session is the server's affair; what does not is the statement's. */
function unlisted({ severity }: NeonDbError): [unknown, DatabaseErrorKind, Repeatable] {
  const hasEnded = severity === 'FATAL' || severity === 'PANIC'
  return hasEnded ? [null, 'unavailable', 'if idempotent'] : [null, 'statement', 'never']
}

function reasonOf(cause: unknown): string | undefined {
  if (cause instanceof DatabaseError) return cause.reason
  if (!(cause instanceof Error)) return undefined
  if ('code' in cause && typeof cause.code === 'string' && cause.code) return cause.code
  return /^Server error \(HTTP status (\d{3})\)/.exec(cause.message)?.[1]
}

function neverConnected(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && NEVER_CONNECTED.has(String(cause.code))
}

/** The error and what it was caused by; the driver names its cause `sourceError`. */
function causesOf(error: unknown): unknown[] {
  if (!(error instanceof Error)) return [error]
  const cause = error instanceof NeonDbError ? error.sourceError : error.cause
  return cause === undefined ? [error] : [error, ...causesOf(cause)]
}
