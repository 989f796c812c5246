import { logError } from '#app/log.server.ts'
import { countDueDeletions, isDeletionDue, nextDueDeletion } from './account-deletions.server.ts'
import { clerkPatienceMs, deleteAtClerk } from './clerk.server.ts'
import { eraseUser } from './erasure.server.ts'

/** What a deletion that was begun in time may take beyond it. */
const graceMs = 4_000

/**
 * Deletes a person whose deletion is due: at Clerk, which ends their sessions, then all rows with the order
 * itself among them. The order goes last, so whatever fails is done again by the next run.
 * @param stopAt what is not done some seconds after this time has failed
 * @returns false where no order is due: it was taken back, or done by somebody else
 */
export async function completeDeletion(userId: string, stopAt = Infinity): Promise<boolean> {
  const remainingMs = () => Math.max(0, stopAt + graceMs - performance.now())
  if (!(await isDeletionDue(userId))) return false
  await deleteAtClerk(userId, Math.min(clerkPatienceMs, remainingMs()))
  await eraseUser(userId, remainingMs())
  return true
}

interface CompletedDeletions {
  completed: number
  failed: number
  /** How many are due still, those that failed among them; null where the database did not say. */
  left: number | null
}

/** Completes the deletions that are due; one that fails does not hold up the others. */
export async function completeDueDeletions(stopAt: number): Promise<CompletedDeletions> {
  const done: CompletedDeletions = { completed: 0, failed: 0, left: null }
  const tried: string[] = []
  try {
    while (performance.now() < stopAt) {
      const userId = await nextDueDeletion(tried)
      if (userId === null) break
      tried.push(userId)
      try {
        if (await completeDeletion(userId, stopAt)) done.completed += 1
      } catch (error) {
        logError(error)
        done.failed += 1
      }
    }
    done.left = await countDueDeletions()
  } catch (error) {
    logError(error)
  }
  return done
}
