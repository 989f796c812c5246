import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { copyProject } from '../support/copy-project.ts'
import { type Block, readBlocks } from '../support/document.ts'
import { runInShell } from '../support/shell.ts'

// Each block stands under a heading that names its file, or says what to type, or is a patch.
const blocks = readBlocks('docs/first-feature.md')
const files = blocks.filter(({ language }) => ['sql', 'ts', 'tsx'].includes(language))
const [route, ...further] = blocks.filter(({ language }) => language === 'diff')
const commands = blocks.filter(({ language }) => language === 'sh')

let folder: string
beforeAll(() => {
  folder = copyProject()
})
afterAll(() => rmSync(folder, { recursive: true }))

const apply = (patch: Block | undefined) => runInShell(folder, 'git apply', patch?.text)

function write({ heading, text }: Block): void {
  const number = String(readdirSync(join(folder, 'db/migrations')).length + 1).padStart(4, '0')
  const name = /`(.+)`/.exec(heading)?.[1] ?? ''
  writeFileSync(join(folder, name.replace('NNNN', number)), text, { flag: 'wx' })
}

/** How the tests went that ran last in the copy. */
function readReport() {
  const report = z.object({ numPassedTests: z.int(), numTotalTests: z.int() })
  const text = readFileSync(join(folder, 'test-results/vitest.json'), 'utf8')
  return report.parse(JSON.parse(text))
}

test('the feature is four new files and one changed line', async () => {
  for (const file of files) write(file)
  expect(files).toHaveLength(4)
  expect(route?.text.match(/^[+-](?![+-])/gm)).toEqual(['+'])
  await apply(route)
})

test('what the guide says to type succeeds, its own test among it', async () => {
  expect(commands).toHaveLength(1)
  for (const { text } of commands) await runInShell(folder, text)
  const { numPassedTests, numTotalTests } = readReport()
  expect(numPassedTests).toBe(numTotalTests)
  expect(numTotalTests).toBeGreaterThanOrEqual(6)
})

test('the tests that know every table and every page ask for nothing more', async () => {
  const api = ['erasure', 'account-export', 'new-table', 'contract'].map(
    (name) => `tests/api/${name}.test.ts`,
  )
  const database = ['isolation', 'tables', 'migrations', 'migration-rules'].map(
    (name) => `tests/database/${name}.test.ts`,
  )
  const run = 'npx vitest run --config tests/vitest.config.ts'
  await runInShell(folder, `${run} ${[...api, ...database].join(' ')}`)
  const { numPassedTests, numTotalTests } = readReport()
  expect(numPassedTests).toBe(numTotalTests)
})

test('with what it says to do before publishing, every check of the code is content', async () => {
  expect(further.length).toBeGreaterThan(0)
  for (const patch of further) await apply(patch)
  for (const check of ['lint', 'typecheck', 'dead-code', 'layers'])
    await runInShell(folder, `npm run ${check}`)
  await runInShell(folder, 'npx prettier --check .')
})
