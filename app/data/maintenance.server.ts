import { env } from '#app/env.server.ts'
import { logError } from '#app/log.server.ts'
import { countDueDeletions } from './account-deletions.server.ts'
import { completeDueDeletions } from './complete-deletion.server.ts'
import { database } from './database.server.ts'
import {
  countExpiredAuditLogs,
  purgeAuditLogs,
  purgeCountersAndMessages,
} from './retention.server.ts'

/**
 * What has to be done once a day: what is older than its retention period is deleted, and accounts that
 * are due. What goes wrong is logged, and the rest is done all the same.
 * @param budgetMs after this time nothing further is begun: the next run goes on from there
 */
export async function runMaintenance(budgetMs: number) {
  const start = performance.now()
  const days = env.AUDIT_RETENTION_DAYS
  // First, as it depends on nobody else; no more than half, as the accounts have to have their turn.
  const retention = { days, stopAt: start + budgetMs / 2 }
  const purge = await purgeAuditLogs(database, retention)
  try {
    await purgeCountersAndMessages(database, retention)
  } catch (error) {
    logError(error)
    purge.failed = true
  }
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
