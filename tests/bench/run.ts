import { measureAuditCost } from './audit-cost.ts'
import { measureDownloadMemory } from './download-memory.ts'
import { type Findings, type Histories, startHistories } from './histories.ts'
import { measureHistoryCost } from './history-cost.ts'

let histories: Promise<Histories> | undefined
const withHistories = (measure: (histories: Histories) => Promise<Findings>) => async () =>
  measure(await (histories ??= startHistories()))

const benches = new Map([
  ['audit-cost', measureAuditCost],
  ['download-memory', withHistories(measureDownloadMemory)],
  ['history-cost', withHistories(measureHistoryCost)],
])

const [wanted] = process.argv.slice(2)
const chosen = [...benches].filter(([name]) => !wanted || name === wanted)
if (chosen.length === 0) {
  console.error(`There is no bench “${wanted}”, only ${[...benches.keys()].join(', ')}.`)
  process.exit(1)
}

try {
  const table: Findings = {}
  for (const [, measure] of chosen) Object.assign(table, await measure())
  console.table(table)
} finally {
  await (await histories)?.app.stop()
}
