import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'
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
  // At once, as most of them keep only one core busy.
  ...(await Promise.all([
    check('types', 'npm run --silent typecheck'),
    check('format', 'prettier --check --log-level warn .'),
    check('lint', 'npm run --silent lint'),
    check('dead code', 'npm run --silent dead-code'),
    check('layers', 'npm run --silent layers'),
    check('build', 'react-router build --logLevel warn'),
  ])),
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

/** Runs a tool that passes or fails as a whole, and shows what it wrote when it has ended. */
async function check(name: string, command: string): Promise<Result> {
  const start = performance.now()
  const child = spawn(`${command} 2>&1`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  console.log(`\n— ${name}: ${command}\n${output.trimEnd()}`)
  const passed = status === 0 ? 1 : 0
  return { name, passed, failed: 1 - passed, seconds: secondsSince(start) }
}

/** Runs tests, which are shown as they come. */
function run(name: string, command: string, count: Count): Result {
  console.log(`\n— ${name}: ${command}`)
  const start = performance.now()
  const { status } = spawnSync(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] })
  const { passed, failed } = count()
  // A runner that ends badly has failed, whatever it counted.
  const atLeast = status === 0 ? 0 : 1
  return { name, passed, failed: Math.max(failed, atLeast), seconds: secondsSince(start) }
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000
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
