import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Licences that ask for no more than to be named, or for nothing at all. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
])

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().default('none'),
      dev: z.boolean().default(false),
    }),
  ),
})

/** What production depends on, by the lockfile: each package with its licence, and whether that is one of ours. */
export function productionLicenses() {
  const { packages } = lockfile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version = '', license }]) => ({
      name: path.replace(/^.*node_modules\//, ''),
      version,
      license,
      isAllowed: allowed.has(license),
    }))
    .toSorted((a, b) => a.license.localeCompare(b.license) || a.name.localeCompare(b.name))
}
