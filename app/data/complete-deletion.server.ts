import { isClerkAPIResponseError } from '@clerk/shared/error'
import { logError } from '#app/log.server.ts'
import { readDueDeletions } from './account-deletions.server.ts'
import { clerk } from './clerk.server.ts'
import { eraseUser } from './erasure.server.ts'

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
      logError(error)
      failed += 1
    }
  }
  return { completed, failed, left: due.length - completed - failed }
}
