import pRetry from 'p-retry'
import { DatabaseError, toDatabaseError } from './database-error.ts'

/** How a call to the database may be treated. */
export interface CallOptions {
  /** Doing it twice is as good as once: it is repeated even when it may have happened. */
  idempotent?: boolean
  /** Milliseconds for the whole call, its repetitions included. */
  deadlineMs?: number
}

/** How long a call may take that does not say, in milliseconds. */
export const defaultDeadlineMs = 5000

/**
 * Attempts a call up to three times within its deadline, about 100 and 400 ms apart: whatever it
 * does if it certainly did not happen, and if idempotent also when that is uncertain.
 * @param attempt one attempt; told how many milliseconds remain, and to stop by the signal
 * @throws DatabaseError
 */
export async function withinDeadline<T>(
  attempt: (signal: AbortSignal, remainingMs: number) => Promise<T>,
  { idempotent = false, deadlineMs = defaultDeadlineMs }: CallOptions,
): Promise<T> {
  const deadline = new AbortController()
  const end = performance.now() + deadlineMs
  const timer = setTimeout(() => deadline.abort(), deadlineMs)
  let failure: DatabaseError | undefined
  try {
    return await pRetry(
      async () => {
        try {
          return await attempt(deadline.signal, Math.max(1, Math.ceil(end - performance.now())))
        } catch (error) {
          failure = toDatabaseError(error)
          throw failure
        }
      },
      {
        retries: 2,
        minTimeout: 100,
        factor: 4,
        randomize: true,
        signal: deadline.signal,
        shouldRetry: () =>
          failure?.repeatable === 'always' ||
          (idempotent && failure?.repeatable === 'if idempotent'),
      },
    )
  } catch (error) {
    if (!deadline.signal.aborted) throw error
    throw new DatabaseError(
      'timeout',
      'never',
      `no answer within ${Math.ceil(deadlineMs)} ms`,
      failure ?? error,
    )
  } finally {
    clearTimeout(timer)
  }
}
