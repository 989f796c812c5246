import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/**
 * Writes migrations into a folder that lasts as long as the test.
 * @returns the folder; `write` adds or replaces files, undefined removes one
 */
export function migrationsFolder(files: Record<string, string | undefined>) {
  const folder = mkdtempSync(join(tmpdir(), 'project-migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const write = (changed: typeof files) => {
    for (const [name, text] of Object.entries(changed)) {
      if (text === undefined) rmSync(join(folder, name))
      else writeFileSync(join(folder, name), text)
    }
  }
  write(files)
  return { folder, write }
}
