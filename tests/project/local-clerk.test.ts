import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { seedUser } from '#dev/clerk/local-clerk.ts'
import { runDoctor } from '../support/doctor.ts'
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

test('the doctor of a fresh clone: nothing is broken, and each part says what production needs', async () => {
  const doctor = await runDoctor({})
  expect(doctor.says('Node')).toMatch(/^✓ Node 24\./)
  expect(doctor.says('Settings')).toMatch(/^✓ /)
  expect(doctor.says('Database')).toBe(
    '○ Database embedded Postgres, which the first `npm run dev` makes → Set DATABASE_URL to the connection URL of your Neon project, or of any other Postgres.',
  )
  for (const name of ['Row security', 'Migrations'])
    expect(doctor.says(name)).toBe(
      `? ${name} not asked: there is no database yet → Run \`npm run dev\`, or set DATABASE_URL.`,
    )
  expect(doctor.says('Clerk keys')).toMatch(
    /^○ Clerk keys local Clerk → Set CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY to the live keys/,
  )
  expect(doctor.says('Clerk issuer')).toMatch(/^○ .* → Set CLERK_JWT_KEY to the PEM public key/)
  expect(doctor.says('Webhooks')).toMatch(
    /^○ .* → At Clerk, under Webhooks, add the endpoint https:\/\/your-site\/webhooks\/clerk/,
  )
  expect(doctor.says('Schedule')).toBe('○ Schedule no build yet → Run `npm run build`.')
  expect(doctor.says('Headers')).toMatch(
    /^○ .* → Once deployed, run the doctor with it: URL=https:\/\/your-site/,
  )
  expect(doctor.output).toContain('✓ 2 ready   ○ 6 not for production yet   ? 2 not looked at')
  expect(doctor.exitCode).toBe(0)
})
