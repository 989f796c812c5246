/**
 * Calls back, once, when the program is asked to end: by a signal, or because npm is gone, which started it
 * through a shell that does not hand signals on.
 */
export function onStop(stop: () => void): void {
  let isStopping = false
  // Ctrl-C in a terminal comes twice, the second time from npm.
  const stopOnce = () => {
    if (!isStopping) stop()
    isStopping = true
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopOnce)
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && stopOnce(), 500).unref()
}
