import { type App, startApp } from '../support/app.ts'
import { measureAuditCost } from './audit-cost.ts'
import { measureBrowserWeight } from './browser-weight.ts'
import { buildPeers } from './build-peers.ts'
import { measureDevStart } from './dev-start.ts'
import { measureDownloadMemory } from './download-memory.ts'
import type { Finding } from './finding.ts'
import { type Histories, startHistories } from './histories.ts'
import { measureHistoryCost } from './history-cost.ts'
import { measureLighthouse } from './lighthouse.ts'
import { measureMemory } from './memory.ts'
import { measurePurgeCost } from './purge-cost.ts'
import { measureRequests } from './requests.ts'
import { measureStartCost } from './start-cost.ts'
import { measureTokenCost } from './token-cost.ts'

let app: Promise<App> | undefined
let histories: Promise<Histories> | undefined
const openApp = () =>
  (app ??= startApp({
    environment: { API_LIMIT_PER_USER: '999999', API_LIMIT_PER_ADDRESS: '999999' },
  }))
const withApp = (measure: (app: App) => Promise<Finding[]>) => async () => measure(await openApp())
const withHistories = (measure: (histories: Histories) => Promise<Finding[]>) => async () =>
  measure(await (histories ??= startHistories(await openApp())))

// What fills the database comes last.
const benches = new Map([
  ['requests', withApp(measureRequests)],
  ['start-cost', withApp(measureStartCost)],
  ['token-cost', withApp(measureTokenCost)],
  ['browser-weight', withApp(measureBrowserWeight)],
  ['lighthouse', withApp(measureLighthouse)],
  ['memory', withApp(measureMemory)],
  ['dev-start', measureDevStart],
  ['audit-cost', measureAuditCost],
  ['purge-cost', withApp(measurePurgeCost)],
  ['history-cost', withHistories(measureHistoryCost)],
  ['download-memory', withHistories(measureDownloadMemory)],
])

const [wanted] = process.argv.slice(2)
const chosen = [...benches].filter(([name]) => !wanted || name === wanted)
if (chosen.length === 0) {
  console.error(`There is no bench “${wanted}”, only ${[...benches.keys()].join(', ')}.`)
  process.exit(1)
}

const print = process.stdout.write.bind(process.stdout)
// The app in this process logs every request.
process.stdout.write = () => true
buildPeers()
const findings: Finding[] = []
try {
  for (const [name, measure] of chosen) {
    process.stderr.write(`${name} …\n`)
    findings.push(...(await measure()))
  }
} finally {
  await (await app)?.stop()
}
print(`${table(findings)}\n`)
process.exit()

function table(rows: Finding[]): string {
  const head = { what: 'what', base: 'base', ours: 'ours', ratio: 'ratio', target: 'target' }
  const lines = [head, ...rows].map(({ what, base, ours, ratio, target }) => [
    what,
    base,
    ours,
    ratio,
    target,
  ])
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
