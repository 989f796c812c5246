import { execFileSync, type ExecFileSyncOptions } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

const here = (path: string) => resolve(import.meta.dirname, path)

const quietlyIn = (folder: string): ExecFileSyncOptions => ({
  cwd: here(folder),
  stdio: ['ignore', 'ignore', 'inherit'],
})

/** Builds the bare template of React Router, as the app is built. */
export function buildTemplate(): void {
  const command = here('../../node_modules/.bin/react-router')
  execFileSync(command, ['build', '--logLevel', 'error'], quietlyIn('bare/template'))
}

/** Installs what is measured beside the app, and what it is measured with, and builds it. */
export function buildPeers(): void {
  buildTemplate()
  const options = quietlyIn('peers')
  if (!existsSync(here('peers/node_modules'))) execFileSync('npm', ['ci'], options)
  const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
  execFileSync(process.execPath, [here('peers/node_modules/next/dist/bin/next'), 'build', 'next'], {
    ...options,
    env: environment,
  })
}
