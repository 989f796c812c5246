import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { deflateRawSync } from 'node:zlib'

const imported = /(?:from|import)\s*\(?\s*["'](\.[\w./-]+\.js)["']/g

/** What a function weighs with all that it imports, in bytes: as it is, and zipped as Netlify uploads it. */
export function functionSize(file: string): { bytes: number; zipped: number } {
  const code = Buffer.concat([...modules(resolve(file))].map((path) => readFileSync(path)))
  return { bytes: code.length, zipped: deflateRawSync(code).length }
}

function modules(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(imported))
    modules(resolve(dirname(file), path), seen)
  return seen
}
