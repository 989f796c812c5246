import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'

interface Result {
  name: string
  passed: number
  failed: number
  seconds: number
}
type Count = () => Pick<Result, 'passed' | 'failed'>

const reports = 'test-results'
rmSync(reports, { recursive: true, force: true })

const results = [
  run('format', 'prettier --check --log-level warn .'),
  run('lint', 'npm run --silent lint'),
  run('types', 'npm run --silent typecheck'),
  run('dead code', 'npm run --silent dead-code'),
  run('layers', 'npm run --silent layers'),
  run('build', 'react-router build --logLevel warn'),
  run('unit and integration', 'vitest run --config tests/vitest.config.ts', countVitest),
  run('browser', 'playwright test --config tests/playwright.config.ts', countPlaywright),
]

const width = Math.max(...results.map(({ name }) => name.length))
console.log()
for (const { name, passed, failed, seconds } of results) {
  const outcome = failed ? `${failed} failed, ${passed} passed` : `${passed} passed`
  console.log(`${failed ? '✗' : '✓'} ${name.padEnd(width)}  ${outcome}  (${seconds.toFixed(0)} s)`)
}
const total = (key: 'passed' | 'failed') => results.reduce((sum, result) => sum + result[key], 0)
console.log(`\n${total('passed')} passed, ${total('failed')} failed`)
process.exitCode = total('failed') ? 1 : 0

/** Runs a command of the project's tools; without a `count` it is one check, passed or failed. */
function run(name: string, command: string, count?: Count): Result {
  console.log(`\n— ${name}: ${command}`)
  const start = performance.now()
  const { status } = spawnSync(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] })
  const seconds = (performance.now() - start) / 1000
  const { passed, failed } = count?.() ?? { passed: status === 0 ? 1 : 0, failed: 0 }
  // A runner that ends badly has failed, whatever it counted.
  return { name, passed, failed: status === 0 ? failed : Math.max(failed, 1), seconds }
}

// What did not pass failed: a test that was skipped too.
function countVitest() {
  const report = z.object({ numPassedTests: z.int(), numTotalTests: z.int() })
  const { numPassedTests: passed, numTotalTests } = read('vitest.json', report)
  return { passed, failed: numTotalTests - passed }
}

function countPlaywright() {
  const counts = z.object({
    expected: z.int(),
    unexpected: z.int(),
    flaky: z.int(),
    skipped: z.int(),
  })
  const { stats } = read('playwright.json', z.object({ stats: counts }))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped }
}

function read<T>(name: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(`${reports}/${name}`, 'utf8')))
}
