import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { compileCacheEnvironment } from './compile-cache.ts'

/** A command-line program of the database, as a process of its own. */
export interface RunningCommand {
  /** Waits for a text on stdout. */
  printed(text: string): Promise<void>
  /** Waits for the end; -1 is the exit code of a killed process. */
  ended(): Promise<{ exitCode: number; stdout: string; stderr: string }>
  process: ChildProcess
}

const COMMANDS = join(import.meta.dirname, '../../db/commands')

/**
 * Starts `db/commands/<name>.ts`.
 * @param options.env nothing else of this process's environment is handed on, but where compiled modules are
 * @param options.cwd where the embedded database would be
 */
export function startCommand(
  [name, ...args]: [string, ...string[]],
  { env, cwd }: { env?: Record<string, string>; cwd?: string },
): RunningCommand {
  return watch(
    spawn(process.execPath, [join(COMMANDS, `${name}.ts`), ...args], {
      env: { ...compileCacheEnvironment(), ...env },
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  )
}

/** Starts a program that is given as its text; it may import `#db/*` and stops with its input. */
export function startScript(text: string): RunningCommand {
  const script = `process.stdin.resume().on('end', () => process.exit());${text}`
  return watch(
    spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
      stdio: ['pipe', 'pipe', 'pipe'],
    }),
  )
}

function watch(child: ChildProcess): RunningCommand {
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const closed = once(child, 'close')
  return {
    process: child,
    printed: async (text) => {
      while (!output.stdout.includes(text)) {
        const end = closed.then(() => 'ended')
        if ((await Promise.race([child.stdout && once(child.stdout, 'data'), end])) === 'ended')
          throw new Error(`ended without printing ${text}: ${output.stdout}${output.stderr}`)
      }
    },
    ended: async () => {
      await closed
      return { exitCode: child.exitCode ?? -1, ...output }
    },
  }
}
