import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { driverOver } from '#db/driver.server.ts'
import { openEmbeddedDatabase } from '#db/embedded.ts'
import { doctorsFolder, runDoctor } from '../support/doctor.ts'

const build = resolve(import.meta.dirname, '../../.netlify')
const setDatabase =
  '→ Set DATABASE_URL to the connection URL of your Neon project, or of any other Postgres.'

test('with --production, what is not ready for it is a failure', async () => {
  const doctor = await runDoctor({}, { args: ['--production'] })
  expect(doctor.output).toContain('Not ready for production: the arrows say what is next.')
  expect(doctor.exitCode).toBe(1)
})

test('an option that it does not know is named', async () => {
  const doctor = await runDoctor({}, { args: ['--prod'] })
  expect(doctor.output).toBe("Unknown option '--prod'\n")
  expect(doctor.exitCode).toBe(1)
})

test('--json prints the same, in a shape that lasts', async () => {
  const { output, exitCode } = await runDoctor({ DATABASE_URL: 'nonsense' }, { args: ['--json'] })
  const finding = z.strictObject({
    part: z.string(),
    state: z.enum(['ready', 'not-ready', 'broken', 'unknown']),
    mode: z.string().min(1),
    problem: z.string().min(1).nullable(),
    next: z.string().min(1).nullable(),
  })
  const report = z
    .strictObject({
      version: z.literal(1),
      readyForProduction: z.boolean(),
      broken: z.boolean(),
      parts: z.array(finding),
    })
    .parse(JSON.parse(output))
  // Which Clerk a clone without keys has is told in local-clerk.test.ts.
  const told = report.parts.map(({ part, state }) =>
    part.startsWith('clerk-') ? part : `${part} ${state}`,
  )
  expect(told).toEqual([
    'node ready',
    'settings ready',
    'database broken',
    'row-security unknown',
    'migrations unknown',
    'clerk-keys',
    'clerk-issuer',
    'webhooks not-ready',
    'schedule not-ready',
    'headers not-ready',
  ])
  expect(report).toMatchObject({ readyForProduction: false, broken: true })
  expect(report.parts.filter(({ next, state }) => (next === null) !== (state === 'ready'))).toEqual(
    [],
  )
  expect(exitCode).toBe(1)
})

test('the embedded database is left alone while it is in use, and looked into afterwards', async () => {
  const folder = doctorsFolder()
  const database = await openEmbeddedDatabase({ folder: join(folder, '.local/database') })
  const by = `process ${process.pid}`
  const during = await runDoctor({}, { cwd: folder })
  expect(during.says('Database')).toBe(
    `○ Database embedded Postgres, in .local/database, in use by ${by} ${setDatabase}`,
  )
  expect(during.says('Migrations')).toBe(
    `? Migrations not asked: ${by} has the database open → End \`npm run dev\` for a look inside, or set DATABASE_URL.`,
  )
  expect(during.exitCode).toBe(0)
  expect(await driverOver(database)`select 1 as one`).toEqual([{ one: 1 }])
  await database.close()

  const after = await runDoctor({}, { cwd: folder })
  expect(after.says('Database')).toContain('○ Database embedded Postgres, in .local/database')
  const elsewhere = '→ Set DATABASE_URL: then this is asked of the database that it names.'
  expect(after.says('Row security')).toBe(
    `○ Row security binds app_user in every table with a user_id ${elsewhere}`,
  )
  expect(after.says('Migrations')).toMatch(/^○ Migrations (\d+) of \1 applied → Set DATABASE_URL/)
  expect(after.exitCode).toBe(0)
})

test('an embedded database that does not open is broken', async () => {
  const cwd = doctorsFolder()
  mkdirSync(join(cwd, '.local/database'), { recursive: true })
  const doctor = await runDoctor({}, { cwd })
  expect(doctor.says('Database')).toMatch(
    /^✗ .* The embedded database in \.local\/database does not open → `npm run db:reset` deletes/,
  )
  expect(doctor.exitCode).toBe(1)
})

test('variables with bad values are named beside their part; .env counts', async () => {
  const cwd = doctorsFolder()
  const lines = [
    'APP_ORIGINS=nowhere',
    'AUDIT_RETENTION_DAYS=0',
    'CLERK_API_URL=nowhere',
    'URL=nowhere',
    'CLERK_SECRET_KEY=sk_wrong',
    'CLERK_JWT_KEY=half',
    'CLERK_WEBHOOK_SIGNING_SECRET=whsec_half',
    'DATABASE_URL=postgres://user:hidden@db.example.com/app?sslmode=disable',
  ]
  writeFileSync(join(cwd, '.env'), lines.join('\n'))
  const doctor = await runDoctor({}, { cwd })
  expect(doctor.says('Settings')).toMatch(
    /^✗ .* CLERK_API_URL Invalid URL; APP_ORIGINS\.0 Invalid URL; AUDIT_RETENTION_DAYS must be at least 1 → Correct it: \.env/,
  )
  expect(doctor.says('Database')).toMatch(/^✗ .* DATABASE_URL asks for .* → Correct it: \.env/)
  expect(doctor.says('Clerk keys')).toMatch(
    /^✗ .* CLERK_SECRET_KEY must start with sk_test_ or sk_live_ → Copy both keys again/,
  )
  expect(doctor.says('Clerk issuer')).toMatch(/^✗ .* CLERK_JWT_KEY must be the .* → Copy the PEM/)
  expect(doctor.says('Webhooks')).toMatch(
    /^✗ .* CLERK_WEBHOOK_SIGNING_SECRET is not whole → Copy the signing secret/,
  )
  expect(doctor.says('Headers')).toMatch(/^✗ .* URL Invalid URL → Correct it/)
  expect(doctor.output).not.toContain('hidden')
  expect(doctor.exitCode).toBe(1)
})

test('a build declares the functions that run by the clock', async () => {
  const cwd = doctorsFolder()
  symlinkSync(build, join(cwd, '.netlify'))
  const doctor = await runDoctor({}, { cwd })
  expect(doctor.says('Schedule')).toMatch(/^✓ Schedule purge-audit-logs @daily/)
})

test('a build that does not declare one is broken', async () => {
  const cwd = doctorsFolder()
  cpSync(build, join(cwd, '.netlify'), { recursive: true })
  const file = join(cwd, '.netlify/v1/functions/purge-audit-logs.mjs')
  writeFileSync(file, readFileSync(file, 'utf8').replace('@daily', '@yearly'))
  const doctor = await runDoctor({}, { cwd })
  expect(doctor.says('Schedule')).toBe(
    '✗ Schedule in the build it does not declare purge-audit-logs @daily → Run `npm run build`.',
  )
  expect(doctor.exitCode).toBe(1)
})
