import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { EMBEDDED_FOLDER } from '#db/embedded.ts'

/** A place for an embedded database, as in a project's root, for the length of a test. */
export function embeddedFolder(): { root: string; folder: string } {
  const root = mkdtempSync(join(tmpdir(), 'project-embedded-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  return { root, folder: join(root, EMBEDDED_FOLDER) }
}
