import { createClerkClient } from '@clerk/react-router/api.server'
import { isClerkAPIResponseError } from '@clerk/shared/error'
import { env } from '#app/env.server.ts'
import { readDueDeletions } from './account-deletions.server.ts'
import { eraseUser } from './erasure.server.ts'

const clerk = createClerkClient({
  secretKey: env.CLERK_SECRET_KEY,
  ...(env.CLERK_API_URL && { apiUrl: env.CLERK_API_URL }),
})

/**
 * Deletes a person whose deletion is due: at Clerk, which ends their sessions, then all rows with the order
 * itself among them. The order goes last, so whatever fails is done again by the next run.
 */
export async function completeDeletion(userId: string): Promise<void> {
  try {
    await clerk.users.deleteUser(userId)
  } catch (error) {
    // Gone already is as good.
    if (!isClerkAPIResponseError(error) || error.status !== 404) throw error
  }
  await eraseUser(userId)
}

/** Completes the deletions that are due; one that fails does not hold up the others. */
export async function completeDueDeletions(
  stopAt: number,
): Promise<{ completed: number; failed: number; left: number }> {
  const due = await readDueDeletions()
  let completed = 0
  let failed = 0
  for (const userId of due) {
    if (performance.now() >= stopAt) break
    try {
      await completeDeletion(userId)
      completed += 1
    } catch (error) {
      console.error(error)
      failed += 1
    }
  }
  return { completed, failed, left: due.length - completed - failed }
}
