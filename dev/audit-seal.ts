import type * as Sealing from '../app/data/seal-audit-logs.server.ts'
import { runInApp } from './run-in-app.ts'

// What the scheduled function does every hour, at once.
await runInApp<typeof Sealing>('./app/data/seal-audit-logs.server.ts', async (sealing) => {
  const done = await sealing.sealAuditLogs(Infinity)
  console.log(JSON.stringify({ job: 'seal-audit-logs', ...done }))
  return done.leftOut === 0
})
