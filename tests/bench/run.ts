import { measureDownloadMemory } from './download-memory.ts'
import { startHistories } from './histories.ts'
import { measureHistoryCost } from './history-cost.ts'

const benches = new Map([
  ['download-memory', measureDownloadMemory],
  ['history-cost', measureHistoryCost],
])

const [wanted] = process.argv.slice(2)
const chosen = [...benches].filter(([name]) => !wanted || name === wanted)
if (chosen.length === 0) {
  console.error(`There is no bench “${wanted}”, only ${[...benches.keys()].join(' and ')}.`)
  process.exit(1)
}

const histories = await startHistories()
try {
  const table: Record<string, unknown> = {}
  for (const [, measure] of chosen) Object.assign(table, await measure(histories))
  console.table(table)
} finally {
  await histories.app.stop()
}
