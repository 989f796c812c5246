import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { seedUser } from '#dev/clerk/local-clerk.ts'
import { freePort } from '../support/listen.ts'
import { startProgram } from '../support/program.ts'

// The development server asks nothing of it until somebody asks for a page.
const otherDatabase = { DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/database' }

test('without keys of Clerk, the local users belong to one process, wherever their data are', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'project-dev-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  const start = (file: string, env: Record<string, string>) => startProgram(file, { cwd, env })
  const first = start('dev/start.ts', { ...otherDatabase, PORT: String(await freePort()) })
  onTestFinished(async () => void (await first.stop()))
  await first.hasWritten(seedUser.password)
  const users = join(cwd, '.local/clerk.json')
  const before = statSync(users)

  for (const [file, env] of [
    ['dev/start.ts', { ...otherDatabase, PORT: String(await freePort()) }],
    ['dev/purge.ts', otherDatabase],
    ['db/commands/reset.ts', {}],
  ] as const) {
    const other = start(file, env)
    expect(await other.ended(), file).toBe(1)
    expect(other.output()).toContain('.local is in use by process')
  }
  // Each write puts a new file in its place.
  expect(statSync(users).ino).toBe(before.ino)

  expect(await first.stop()).toBe(0)
  const purge = start('dev/purge.ts', {})
  expect(await purge.ended()).toBe(0)
  expect(purge.output()).toContain('"accounts":{"completed":0')
})
