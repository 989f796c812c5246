import { env } from '#app/env.server.ts'
import { logError } from '#app/log.server.ts'
import { countDueDeletions } from './account-deletions.server.ts'
import { readOwnLastSeal } from './audit-seals.server.ts'
import { completeDueDeletions } from './complete-deletion.server.ts'
import { database } from './database.server.ts'
import {
  countExpiredAuditLogs,
  purgeAuditLogs,
  purgeCountersAndMessages,
} from './retention.server.ts'
import { sealAuditLogs } from './seal-audit-logs.server.ts'

/** What a run has done that may not begin. */
const nothing = {
  accounts: { completed: 0, failed: 0, left: null },
  deletedRows: 0,
  batches: 0,
  complete: false,
  failed: true,
  ok: false,
}

/**
 * What has to be done once a day: what is older than its retention period is deleted, and accounts that
 * are due. What goes wrong is logged, and the rest is done all the same; nothing is, where the last seal of the
 * audit log is not one of the app.
 * @param budgetMs after this time nothing further is begun: the next run goes on from there
 * @returns what was done; `ok` is false where something failed or is left
 */
export async function runMaintenance(budgetMs: number) {
  const start = performance.now()
  const days = env.AUDIT_RETENTION_DAYS
  // Another site's Clerk does not know the people of this database: they would pass for deleted there.
  if (!(await succeeds(readOwnLastSeal()))) return { ...nothing, retentionDays: days }
  // A seal says from when on rows are kept, so that nobody is accused of what goes now.
  const isSealed = await succeeds(sealAuditLogs(budgetMs / 4))
  // Before the accounts, as it depends on nobody else; not for long, as they have to have their turn.
  const retention = { days, stopAt: start + budgetMs / 2 }
  const purge = await purgeAuditLogs(database, retention)
  const isTidied = await succeeds(purgeCountersAndMessages(database, retention))
  const accounts = await completeDueDeletions(start + budgetMs)
  const failed = purge.failed || !isSealed || !isTidied
  const ok = !failed && purge.complete && accounts.failed === 0 && accounts.left === 0
  return { accounts, retentionDays: days, ...purge, failed, ok }
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    logError(error)
    return false
  }
}

/** What `runMaintenance` would do now. Writes nothing. */
export async function previewMaintenance() {
  const days = env.AUDIT_RETENTION_DAYS
  const due = await countDueDeletions()
  const expiredRows = await countExpiredAuditLogs(database, days)
  return { accounts: { due }, retentionDays: days, expiredRows }
}
