import type { Context } from '@netlify/functions'
import { runMaintenance } from '#app/data/maintenance.server.ts'
import { traceJob } from '#app/telemetry/trace-job.server.ts'

// Netlify ends a scheduled function after 30 s; a batch that was begun may take another 4.
const budgetMs = 25_000

/** The scheduled function: once a day, what is past its retention period goes, and who is due. */
export default function purgeAuditLogsDaily(
  _request?: Request,
  context?: Pick<Context, 'waitUntil'>,
): Promise<void> {
  return traceJob('purge-audit-logs', context, purge)
}

async function purge(): Promise<void> {
  const start = performance.now()
  const done = await runMaintenance(budgetMs)
  const durationMs = Math.round(performance.now() - start)
  console.log(JSON.stringify({ job: 'purge-audit-logs', ...done, durationMs }))
  // So that the platform shows the run as one that failed.
  if (!done.ok) throw new Error('The daily run left something undone: see its line in the log.')
}
