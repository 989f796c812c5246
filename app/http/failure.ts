import { ClerkUnavailable } from '#app/data/clerk.server.ts'
import { logError } from '#app/log.server.ts'
import { DatabaseError } from '#db/database-error.ts'
import { problem } from './problem.ts'

/** When to come again while the database fails, in seconds. */
export const retryAfter = '5'

/** What a program is told when an answer could not be made. */
export function failure(error: unknown): Response {
  if (error instanceof Response && error.status === 401) return problem('unauthenticated')
  if (error instanceof Response && error.status === 429) return problem('too-many-requests')
  logError(error)
  const isTransient =
    error instanceof ClerkUnavailable || (error instanceof DatabaseError && error.isTransient)
  return isTransient
    ? problem('unavailable', { headers: { 'retry-after': retryAfter } })
    : problem('internal-error')
}
