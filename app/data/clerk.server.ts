import { createClerkClient } from '@clerk/react-router/api.server'
import { isClerkAPIResponseError } from '@clerk/shared/error'
import { env } from '#app/env.server.ts'

/** Clerk's Backend API, for what no request of a person's asks of it. */
export const clerk = createClerkClient({
  secretKey: env.CLERK_SECRET_KEY,
  ...(env.CLERK_API_URL && { apiUrl: env.CLERK_API_URL }),
})

/**
 * Deletes a person at Clerk, which ends their sessions. Whoever is gone already is as good as deleted.
 * @throws Error where Clerk refuses or does not answer in time; it may have deleted the person even so
 */
export async function deleteAtClerk(userId: string, deadlineMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  // Clerk's client takes no signal: a request without an answer would be waited for for minutes.
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Clerk did not answer within ${Math.round(deadlineMs)} ms`)),
      deadlineMs,
    )
  })
  try {
    await Promise.race([clerk.users.deleteUser(userId), timeout])
  } catch (error) {
    if (!isClerkAPIResponseError(error) || error.status !== 404) throw error
  } finally {
    clearTimeout(timer)
  }
}
