import { createClerkClient } from '@clerk/react-router/api.server'
import { isClerkAPIResponseError } from '@clerk/shared/error'
import { env } from '#app/env.server.ts'
import { inTime } from '#app/in-time.ts'

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
