import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { compileCacheEnvironment } from './compile-cache.ts'

export type Program = ReturnType<typeof startProgram>

/**
 * Starts a program of the project as a process of its own, with an environment that holds nothing else.
 * @param file its path from the root of the project
 * @param options.cwd where it keeps and finds what is not part of the project
 */
export function startProgram(
  file: string,
  options: { cwd: string; args?: string[]; env?: Record<string, string> },
) {
  const path = resolve(import.meta.dirname, '../..', file)
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [path, ...(options.args ?? [])], {
    cwd: options.cwd,
    env: { PATH, ...compileCacheEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const heard = (chunk: Buffer) => (output += chunk.toString())
  child.stdout.on('data', heard)
  child.stderr.on('data', heard)
  const closed = once(child, 'close')

  return {
    pid: child.pid ?? 0,
    output: () => output,

    /** Waits until the program has written the text; fails if it ends before. */
    async hasWritten(text: string): Promise<void> {
      while (!output.includes(text)) {
        const event = await Promise.race([
          once(child.stdout, 'data'),
          once(child.stderr, 'data'),
          closed.then(() => null),
        ])
        if (event === null && !output.includes(text)) {
          throw new Error(`The program ended without writing “${text}”:\n${output}`)
        }
      }
    },

    /** Waits for the end. @returns the exit code, or the signal that ended it */
    async ended(): Promise<number | string> {
      const [code, signal] = await closed
      return code ?? signal
    },

    /** Asks it to end, as a terminal or a platform would, and waits. */
    async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
      child.kill(signal)
      return this.ended()
    },
  }
}
