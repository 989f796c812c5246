import { purgeAuditLogs } from '#app/data/retention.server.ts'
import type { App } from '../support/app.ts'
import { compare, type Finding, type Pair, report, unit } from './finding.ts'
import { writeHistory } from './histories.ts'
import { load } from './load.ts'
import { startServer } from './start-server.ts'

const expired = 1_000_000

/** How fast a million expired rows go, and how much longer writing takes meanwhile. */
export async function measurePurgeCost(app: App): Promise<Finding[]> {
  for (let n = 0; n < 10; n += 1)
    await writeHistory(app, app.createPerson().userId, expired / 10, 100)
  const { userId } = app.createPerson()
  const server = await startServer()
  const write = async () => {
    const { token } = app.clerk.signIn(userId, app.origin)
    const headers = { authorization: `Bearer ${token}` }
    return load(`${server.origin}/api/hello-world`, headers, { seconds: 3, connections: 8 })
  }
  try {
    const start = performance.now()
    const first = await purgeAuditLogs(app.database, { days: 90, stopAt: start + 4_000 })
    const rate = first.deletedRows / ((performance.now() - start) / 1000)

    await write()
    const pairs: Pair[] = []
    let deleted = first.deletedRows
    for (let turn = 0; turn < 3; turn += 1) {
      const { p99: base } = await write()
      let isWriting = true
      const purging = purgeWhile(() => isWriting)
      const { p99: ours } = await write()
      isWriting = false
      const rows = await purging
      if (rows > 0) pairs.push({ base, ours })
      deleted += rows
    }
    const rest = await purgeAuditLogs(app.database, { days: 90, stopAt: Infinity })
    if (deleted + rest.deletedRows !== expired || !rest.complete)
      throw new Error(`${deleted + rest.deletedRows} of ${expired} rows were deleted.`)
    return [
      report('purge of a million rows: rows a second', rate, unit.perSecond),
      compare('p99 of writing: alone, beside a purge', pairs, unit.milliseconds, { atMost: 2 }),
    ]
  } finally {
    server.stop()
  }

  /** Batch after batch, as the daily run does. */
  async function purgeWhile(isWanted: () => boolean): Promise<number> {
    let rows = 0
    while (isWanted()) {
      // Long enough for one batch to begin.
      const retention = { days: 90, stopAt: performance.now() + 1 }
      rows += (await purgeAuditLogs(app.database, retention)).deletedRows
    }
    return rows
  }
}
