import { env } from '#app/env.server.ts'
import { readDueDeletions } from './account-deletions.server.ts'
import { completeDueDeletions } from './complete-deletion.server.ts'
import { database } from './database.server.ts'
import { countExpiredAuditLogs, purgeAuditLogs } from './retention.server.ts'

/**
 * What has to be done once a day: accounts that are due are deleted, and audit rows that are older than the
 * retention period.
 * @param budgetMs after this time nothing further is begun: the next run goes on from there
 */
export async function runMaintenance(budgetMs: number) {
  const stopAt = performance.now() + budgetMs
  const days = env.AUDIT_RETENTION_DAYS
  const accounts = await completeDueDeletions(stopAt)
  return { accounts, retentionDays: days, ...(await purgeAuditLogs(database, { days, stopAt })) }
}

/** What `runMaintenance` would do now. Writes nothing. */
export async function previewMaintenance() {
  const days = env.AUDIT_RETENTION_DAYS
  const due = await readDueDeletions()
  const expiredRows = await countExpiredAuditLogs(database, days)
  return { accounts: { due: due.length }, retentionDays: days, expiredRows }
}
