import { createClerkClient } from '@clerk/react-router/api.server'
import { isClerkAPIResponseError } from '@clerk/shared/error'
import { env } from '#app/env.server.ts'
import { inTime } from '#app/in-time.ts'
import { currentRequest } from '#app/request-scope.server.ts'

/** Clerk's Backend API. */
export const clerk = createClerkClient({
  secretKey: env.CLERK_SECRET_KEY,
  ...(env.CLERK_API_URL && { apiUrl: env.CLERK_API_URL }),
})

/** Clerk answers within a second; who asks is not kept waiting for longer. */
export const clerkPatienceMs = 5_000

/**
 * What Clerk answers, in time: its client takes no signal, and would wait for minutes.
 * @throws Error where it does not; what was asked for may have happened even so
 */
export function answerInTime<T>(answer: Promise<T>, patienceMs = clerkPatienceMs): Promise<T> {
  const tooLate = () => new Error(`Clerk did not answer within ${Math.round(patienceMs)} ms`)
  return inTime(answer, patienceMs, tooLate)
}

/** Clerk cannot be reached, or cannot answer: another time it may. */
export class ClerkUnavailable extends Error {
  override name = 'ClerkUnavailable'
}

/**
 * What Clerk answers, in time.
 * @throws ClerkUnavailable where it does not, or with a 5xx or 429; any other error as Clerk's client throws it
 */
export async function readFromClerk<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answerInTime(answer)
  } catch (error) {
    // Its client gives what never arrived no status.
    const status = isClerkAPIResponseError(error) ? error.status : undefined
    if (status && status < 500 && status !== 429) throw error
    const scope = currentRequest()
    if (scope) scope.isUnavailable = true
    throw new ClerkUnavailable('Clerk did not answer.', { cause: error })
  }
}

/**
 * Deletes a person at Clerk, which ends their sessions. Whoever is gone already is as good as deleted.
 * @throws Error where Clerk refuses or does not answer in time; it may have deleted the person even so
 */
export async function deleteAtClerk(userId: string, deadlineMs: number): Promise<void> {
  try {
    await answerInTime(clerk.users.deleteUser(userId), deadlineMs)
  } catch (error) {
    if (!isClerkAPIResponseError(error) || error.status !== 404) throw error
  }
}
