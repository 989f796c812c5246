/**
 * Calls back, once, when the program is asked to end: by a signal, or because npm is gone, which started it
 * through a shell that does not hand signals on. A second signal ends it at once.
 */
export function onStop(stop: () => void): void {
  let askedAt: number | undefined
  const ask = () => {
    if (askedAt !== undefined) return
    askedAt = performance.now()
    stop()
  }
  const signalled = () => {
    // Ctrl-C in a terminal comes twice, the second time from npm.
    if (askedAt !== undefined && performance.now() - askedAt > 500) process.exit(1)
    ask()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, signalled)
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && ask(), 500).unref()
}
