/**
 * Waits for the work, but no longer than it may take; it may go on.
 * @param tooLate makes what is thrown then, where that is told to anybody
 */
export async function inTime<T>(
  work: Promise<T>,
  milliseconds: number,
  tooLate = () => new Error(`Not done within ${milliseconds} ms.`),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooLate()), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
