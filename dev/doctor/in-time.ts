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
export async function inTime<T>(work: Promise<T>, milliseconds = deadlineMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooLate(milliseconds)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
