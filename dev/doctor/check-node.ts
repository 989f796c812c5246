import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding, notReady, ready } from './report.ts'

const netlifyFile = join(import.meta.dirname, '../../netlify.toml')

/** Whether this Node is the one that Netlify is told to run. */
export function checkNode(): Finding {
  const version = process.versions.node
  const [, wanted = ''] = /^NODE_VERSION = "(\d+)"$/m.exec(readFileSync(netlifyFile, 'utf8')) ?? []
  if (version.split('.')[0] === wanted)
    return ready(`${version}, the major version that Netlify runs`)
  return notReady(
    `${version}; Netlify runs ${wanted}`,
    'Run `npm ci` with install scripts allowed: it brings the Node that belongs to the project.',
  )
}
