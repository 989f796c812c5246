import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

// A deploy migrates first and publishes then: for a while the release before runs on the new tables. So
// that release is built here, and its own tests of the API run on them.

const root = resolve(import.meta.dirname, '../..')
const NAMED_IN = 'db/previous-release'
const MIGRATIONS = 'db/migrations'
const commit = readFileSync(join(root, NAMED_IN), 'utf8').trim()

// A test of “every table” compares all that the database has with what its own release knows. A table or
// column that is new is no fault of that release, and no reason not to deploy.
const EXCLUDED = 'every table'

let release: string
beforeAll(() => {
  release = mkdtempSync(join(tmpdir(), 'project-release-'))
  if (spawnSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: root }).status !== 0)
    throw new Error(
      `${NAMED_IN} names the commit that production runs, ${commit}. It is not in this clone: get it by ` +
        '`git fetch --unshallow`. In a project that began as a copy without history, write the commit there that its production runs.',
    )
  const archive = execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 2 ** 30 })
  execFileSync('tar', ['-x', '-C', release], { input: archive })
  symlinkSync(join(root, 'node_modules'), join(release, 'node_modules'), 'junction')
})
afterAll(() => rmSync(release, { recursive: true }))

test('the migrations that it applied are as they were', () => {
  const texts = (folder: string, names: string[]) =>
    names.map((name) => [name, readFileSync(join(folder, MIGRATIONS, name), 'utf8')])
  const applied = readdirSync(join(release, MIGRATIONS))
  expect(readdirSync(join(root, MIGRATIONS))).toEqual(expect.arrayContaining(applied))
  expect(texts(root, applied)).toEqual(texts(release, applied))
})

test('the release before passes its own tests of the API on the tables of this one', async () => {
  rmSync(join(release, MIGRATIONS), { recursive: true })
  cpSync(join(root, MIGRATIONS), join(release, MIGRATIONS), { recursive: true })

  const build = await runTool('react-router', 'build', '--logLevel', 'error')
  expect(build.exitCode, build.output).toBe(0)
  const filter = ['tests/api', '--testNamePattern', `^(?!.*${EXCLUDED})`]
  // One after the other: its deadlines are those of its own time, and are not what is tried here.
  const options = ['--config', 'tests/vitest.config.ts', '--maxWorkers', '1']
  const run = await runTool('vitest', 'run', ...options, ...filter)
  const results = readResults()
  expect(results.filter(({ status }) => status === 'failed')).toEqual([])
  expect(results.filter(({ status }) => status === 'passed').length).toBeGreaterThan(100)
  expect(run.exitCode, run.output).toBe(0)
}, 900_000)

/** Runs a tool of the project in the old release's folder, with none of this run's variables. */
async function runTool(name: string, ...args: string[]) {
  const { PATH = '', HOME = '' } = process.env
  const tools = join(release, 'node_modules/.bin')
  const tool = spawn(join(tools, name), args, {
    cwd: release,
    env: { PATH: [tools, PATH].join(delimiter), HOME },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [tool.stdout, tool.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [exitCode] = await once(tool, 'close')
  return { exitCode, output }
}

/** What vitest's report says of each test. */
function readResults() {
  const results = z.array(
    z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
  )
  const report = z.object({ testResults: z.array(z.object({ assertionResults: results })) })
  const text = readFileSync(join(release, 'test-results/vitest.json'), 'utf8')
  return report.parse(JSON.parse(text)).testResults.flatMap((file) => file.assertionResults)
}
