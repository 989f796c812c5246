import { env } from '#app/env.server.ts'
import { countDueDeletions } from './account-deletions.server.ts'
import { completeDueDeletions } from './complete-deletion.server.ts'
import { database } from './database.server.ts'
import { countExpiredAuditLogs, purgeAuditLogs } from './retention.server.ts'

/**
 * What has to be done once a day: audit rows that are older than the retention period are deleted, and
 * accounts that are due.
 * @param budgetMs after this time nothing further is begun: the next run goes on from there
 */
export async function runMaintenance(budgetMs: number) {
  const start = performance.now()
  const days = env.AUDIT_RETENTION_DAYS
  // First, as it depends on nobody else; no more than half, as the accounts have to have their turn.
  const purge = await purgeAuditLogs(database, { days, stopAt: start + budgetMs / 2 })
  const accounts = await completeDueDeletions(start + budgetMs)
  return { accounts, retentionDays: days, ...purge }
}

/** What `runMaintenance` would do now. Writes nothing. */
export async function previewMaintenance() {
  const days = env.AUDIT_RETENTION_DAYS
  const due = await countDueDeletions()
  const expiredRows = await countExpiredAuditLogs(database, days)
  return { accounts: { due }, retentionDays: days, expiredRows }
}
