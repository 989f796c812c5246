import type { Context } from '@netlify/functions'
import { sealAuditLogs } from '#app/data/seal-audit-logs.server.ts'
import { traceJob } from '#app/telemetry/trace-job.server.ts'

// Netlify ends a scheduled function after 30 s.
const budgetMs = 15_000

/** The scheduled function: once an hour, what was written to the audit log since then gets its seal. */
export default function sealAuditLogsHourly(
  _request?: Request,
  context?: Pick<Context, 'waitUntil'>,
): Promise<void> {
  return traceJob('seal-audit-logs', context, seal)
}

async function seal(): Promise<void> {
  const start = performance.now()
  const done = await sealAuditLogs(budgetMs)
  const durationMs = Math.round(performance.now() - start)
  // Outside of the database, the signature proves later that this seal was there.
  console.log(JSON.stringify({ job: 'seal-audit-logs', ...done, durationMs }))
  if (done.leftOut > 0)
    throw new Error('There are rows that the app did not write: see audit:verify.')
}
