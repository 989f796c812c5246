import { vi } from 'vitest'

const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const

/** Keeps all that this process writes from now on, the app in it included, instead of writing it. */
export function captureOutput() {
  const lines: string[] = []
  const keep = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '))
  for (const method of methods) vi.spyOn(console, method).mockImplementation(keep)
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      keep(chunk)
      return true
    })
  }
  return {
    /** The lines so far. */
    lines,
    /** The lines about errors of a request. */
    errorsOf: (requestId: string) =>
      lines.filter((line) => line.includes('"level":"error"') && line.includes(`"${requestId}"`)),
    release: () => vi.restoreAllMocks(),
  }
}
