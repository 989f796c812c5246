import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { startProgram } from './program.ts'

/** An empty folder to run the doctor in, for the length of a test. */
export function doctorsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'project-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/**
 * Runs `npm run doctor`, with an environment that holds nothing else, and sees that it keeps what is secret.
 * @returns its exit code, what it printed, and what it says of a part, without line breaks and gaps
 */
export async function runDoctor(
  env: Record<string, string>,
  { args = [], cwd = doctorsFolder() }: { args?: string[]; cwd?: string } = {},
) {
  const program = startProgram('dev/doctor.ts', { cwd, args, env })
  const exitCode = await program.ended()
  const output = program.output()
  for (const secret of secretsOf(env)) expect(output).not.toContain(secret)
  expect(output).not.toContain('\u001B')
  const parts = output.split(/^ {2}(?=\S)/m).map((text) => text.replaceAll(/\s+/g, ' ').trim())
  return {
    exitCode,
    output,
    says: (name: string) => parts.find((text) => text.slice(2).startsWith(`${name} `)),
  }
}

function secretsOf(env: Record<string, string>): string[] {
  const secret = /^CLERK_SECRET_KEY$|_SIGNING_SECRET$|^AUDIT_KEYS$|^RECEIPT_KEY$/
  return Object.entries(env).flatMap(([name, value]) => {
    if (value === '') return []
    if (secret.test(name)) return [value.replace(/^(?:sk_(?:live|test)|whsec)_/, '')]
    if (name === 'CLERK_JWT_KEY') return value.match(/[\w+/]{20,}/g) ?? []
    return URL.canParse(value) ? [new URL(value).password].filter(Boolean) : []
  })
}
