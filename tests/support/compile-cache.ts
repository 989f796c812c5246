import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Lets the hundreds of processes of one run share what V8 compiled: most load the same modules. Vitest calls it
 * before any test. @returns what ends it
 */
export default function shareCompiledModules() {
  const folder = mkdtempSync(join(tmpdir(), 'project-compiled-'))
  process.env.NODE_COMPILE_CACHE = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** The variables of a process that is to share them too, and whose environment holds nothing else of this one's. */
export function compileCacheEnvironment(): Record<string, string> {
  const { NODE_COMPILE_CACHE } = process.env
  return NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}
}
