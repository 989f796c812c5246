import { rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { copyProject } from '../support/copy-project.ts'
import { type Block, readBlocks } from '../support/document.ts'
import { runInShell } from '../support/shell.ts'

const recipes = Map.groupBy(readBlocks('docs/remove-parts.md'), ({ heading }) => heading)

function copy(): string {
  const folder = copyProject()
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Does what a recipe says. The packages are the project's own: of the copy, only the lists of them are changed. */
async function follow(folder: string, blocks: Block[]): Promise<void> {
  const alone = 'export npm_config_package_lock_only=true npm_config_offline=true\n'
  for (const { language, text } of blocks)
    await (language === 'sh'
      ? runInShell(folder, alone + text)
      : runInShell(folder, 'git apply', text))
}

/** The tests that a recipe changes, as far as they need no browser. */
const changedTests = (blocks: Block[]) =>
  blocks.flatMap(({ text }) =>
    Array.from(text.matchAll(/^\+{3} b\/(tests\/(?:api|project)\/.+)$/gm), ([, file = '']) => file),
  )

test('there are recipes, and nothing in them but commands and patches', () => {
  expect(recipes.size).toBeGreaterThanOrEqual(4)
  for (const blocks of recipes.values())
    expect(blocks.map(({ language }) => language)).toEqual(['sh', 'diff'])
})

test.each([...recipes])(
  '%s: removed, and every check of what is left is content',
  async (_name, blocks) => {
    const folder = copy()
    await follow(folder, blocks)
    for (const check of ['typecheck', 'lint', 'dead-code', 'layers', 'build'])
      await runInShell(folder, `npm run ${check}`)
    await runInShell(folder, 'npx prettier --check .')
    await runInShell(folder, 'npm ci --dry-run --ignore-scripts --offline')
    const tests = changedTests(blocks)
    if (tests.length > 0)
      await runInShell(folder, `npx vitest run --config tests/vitest.config.ts ${tests.join(' ')}`)
  },
)

test('all of them, one after the other', async () => {
  const folder = copy()
  for (const blocks of recipes.values()) await follow(folder, blocks)
  for (const check of ['typecheck', 'dead-code']) await runInShell(folder, `npm run ${check}`)
})
