import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyProject } from '../support/copy-project.ts'
import { runInShell } from '../support/shell.ts'

let folder: string
beforeAll(() => {
  folder = copyProject()
})
afterAll(() => rmSync(folder, { recursive: true }))

const rename = (words: string) => runInShell(folder, `npm run --silent rename -- ${words}`)
const read = (file: string) => readFileSync(join(folder, file), 'utf8')

/** The files that hold a text, of all that the copy has. */
function filesWith(text: string): string[] {
  const options = ['grep', '--no-index', '--files-with-matches', '--ignore-case', '-I', text]
  const found = execFileSync('git', options, { cwd: folder, encoding: 'utf8' })
  return found.trim().split('\n').toSorted()
}

test.each([
  '',
  'My-App',
  'my app',
  '--name=my-app',
  "my-app --title ''",
  'my-app --title "<b>"',
  'a b',
])('is not called %s', async (words) => {
  await expect(rename(words)).rejects.toThrow('npm run rename -- my-app [--title "My App"]')
})

test('says what it would change, and does not', async () => {
  const before = read('package.json')
  const said = await rename('one-more-thing --dry-run')
  expect(said).toMatch(/^would change package\.json: .+ → one-more-thing$/m)
  expect(read('package.json')).toBe(before)
})

test('changes the name, wherever it stands, and says so', async () => {
  const said = await rename('one-more-thing')
  expect(said).toMatch(/^app\/site\.ts: '.+' → 'One More Thing'$/m)
  expect(read('README.md')).toMatch(/^# One More Thing\n/)
  // The licence names whom it is from; the last is this file.
  expect(filesWith('groundwork')).toEqual(['LICENSE', 'tests/trust/rename.test.ts'])
  expect(await rename('one-more-thing')).toBe('It is called One More Thing already.\n')
})

test('changes it again, and what it wrote is in order', async () => {
  await rename(`adas-app --title "Ada's App"`)
  expect(filesWith('one.more.thing')).toEqual(['tests/trust/rename.test.ts'])
  const [lock, types] = [read('package-lock.json'), read('docs/api.d.ts')]
  expect(JSON.parse(lock)).toMatchObject({
    name: 'adas-app',
    packages: { '': { name: 'adas-app' } },
  })
  await runInShell(folder, 'npm run api:types')
  expect(read('docs/api.d.ts')).toBe(types)
  await runInShell(folder, 'npx prettier --check app/site.ts package.json README.md')
  await runInShell(folder, 'npm run typecheck')
})
