import type * as Verification from '../app/data/verify-audit-logs.server.ts'
import { runInApp } from './run-in-app.ts'

// Names each row of the audit log that somebody changed, removed or inserted behind the app's back.
await runInApp<typeof Verification>('./app/data/verify-audit-logs.server.ts', async (audit) => {
  // Not by parseArgs: a signature may begin with a hyphen.
  const [, , known = null] = process.argv
  let findings = 0
  const done = await audit.verifyAuditLogs(known, ({ what, id, why }) => {
    findings += 1
    console.log(`${what.padEnd(8)}  ${id}  ${why}`)
  })
  console.log(
    done.sealedUntil
      ? `${done.sealed} rows in seals up to ${done.sealedUntil}, ${done.unsealed} rows since. The last seal's signature: ${done.seal}`
      : `${done.unsealed} rows without a seal: run \`npm run audit:seal\`, or wait for the scheduled function.`,
  )
  console.log(findings ? `${findings} findings.` : 'Nobody changed, removed or inserted a row.')
  return findings === 0
})
