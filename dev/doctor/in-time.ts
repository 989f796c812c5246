import { inTime as waitInTime } from '#app/in-time.ts'

/** How long whatever is asked over a network may take, in milliseconds. */
export const deadlineMs = 5_000

/** The work took too long. It may go on: who waits for nothing else ends the process. */
export class TooLate extends Error {
  override readonly name = 'TooLate'

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds / 1000} s`)
  }
}

/**
 * Waits for the work, but no longer than it may take.
 * @throws TooLate
 */
export function inTime<T>(work: Promise<T>, milliseconds = deadlineMs): Promise<T> {
  return waitInTime(work, milliseconds, () => new TooLate(milliseconds))
}
