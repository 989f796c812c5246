import { LimitReached } from '#app/data/database.server.ts'
import { logError } from '#app/log.server.ts'
import { DatabaseError, type DatabaseErrorKind } from '#db/database-error.ts'
import { problem } from './problem.ts'
import { quotaHeaders } from './quota.ts'

/** Failures of the database that pass: the caller may try again. */
const transient = new Set<DatabaseErrorKind>(['unavailable', 'timeout', 'conflict'])

/** What a program is told when an answer could not be made. */
export function failure(error: unknown): Response {
  if (error instanceof LimitReached) {
    const retryAfter = String(error.quota.resetSeconds)
    return problem('too-many-requests', {
      headers: { 'retry-after': retryAfter, ...quotaHeaders(error.quota) },
    })
  }
  if (error instanceof Response && error.status === 401) return problem('unauthenticated')
  logError(error)
  if (error instanceof DatabaseError && transient.has(error.kind)) {
    return problem('unavailable', { headers: { 'retry-after': '5' } })
  }
  return problem('internal-error')
}
