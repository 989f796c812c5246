import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { appEnvironment } from './app-environment.ts'
import { loadScheduledFunction } from './scheduled-function.ts'
import { startProgram } from './program.ts'

/** Keys for the app and for `verifyAudit`. */
export const auditKey = 'a key of the audit log for tests only'

/** Lets the deployed function seal the audit log. @returns the line that it logs, and how it failed */
export async function sealAudit() {
  const { run } = await loadScheduledFunction('seal-audit-logs')
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const failure = await run().catch(String)
  const [line] = log.mock.calls.map(([text]) => String(text))
  log.mockRestore()
  return { line: line ? JSON.parse(line) : undefined, failure }
}

/** Runs `npm run audit:verify`. @returns its exit code, and its findings as `what id` in their order */
export async function verifyAudit({
  keys = auditKey,
  args = [],
}: { keys?: string; args?: string[] } = {}) {
  const { exitCode, output } = await runAuditCommand('verify', { AUDIT_KEYS: keys }, args)
  const lines = output.trim().split('\n')
  const findings = lines.flatMap(
    (line) => /^(?:changed|removed|inserted|seal) +\S+/.exec(line)?.[0].replace(/ +/, ' ') ?? [],
  )
  return { exitCode, findings: findings.toSorted(), output }
}

/** Runs `npm run audit:seal` or `audit:verify` on the app's database, with further variables. */
export async function runAuditCommand(
  name: 'seal' | 'verify',
  variables: Record<string, string>,
  args: string[] = [],
) {
  const cwd = mkdtempSync(join(tmpdir(), 'project-audit-'))
  const env = { ...appEnvironment(), ...variables }
  const program = startProgram(`dev/audit-${name}.ts`, { cwd, args, env })
  const exitCode = await program.ended()
  rmSync(cwd, { recursive: true })
  return { exitCode, output: program.output() }
}
