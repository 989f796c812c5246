import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDriver } from '#db/driver.server.ts'
import { runDoctor } from '../support/doctor.ts'
import { freePort } from '../support/listen.ts'
import { migratedDatabase } from '../support/migrated-database.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'

let postgres: PostgresServer
let databaseUrl: string
beforeAll(async () => {
  postgres = await startPostgres()
  databaseUrl = await migratedDatabase(postgres)
})
afterAll(() => postgres.stop())

const run = (DATABASE_URL: string) => runDoctor({ DATABASE_URL })

test('a password that Postgres refuses', async () => {
  const url = new URL(databaseUrl)
  url.password = 'not-the-password'
  const doctor = await run(url.href)
  expect(doctor.says('Database')).toContain(
    'it refuses the user or the password → Start the database, or correct DATABASE_URL.',
  )
  expect(doctor.exitCode).toBe(1)
})

test('a superuser, whom row-level security does not bind', async () => {
  const superuser = openDriver(postgres.asSuperuser(databaseUrl), 1)
  await superuser.sql`alter role app_user superuser`
  const doctor = await run(databaseUrl)
  await superuser.sql`alter role app_user nosuperuser`
  await superuser.close()
  expect(doctor.says('Row security')).toBe(
    '✗ Row security people would see each other’s data app_user is a superuser → Run `alter role app_user nosuperuser`.',
  )
  expect(doctor.says('Database')).toMatch(/^✓ /)
  expect(doctor.exitCode).toBe(1)
})

test('a pending migration: not ready, but not broken', async () => {
  const url = await migratedDatabase(postgres)
  const owner = openDriver(url, 1)
  const [last] = await owner.sql`
    delete from schema_migrations
    where name = (select max(name) from schema_migrations) returning name`
  await owner.close()
  const next = `pending from ${last?.name} on → Run \`npm run db:migrate\`; a deploy to production does it by itself.`
  const doctor = await run(url)
  expect(doctor.says('Migrations')).toMatch(/^○ Migrations \d+ of \d+ applied/)
  expect(doctor.says('Migrations')).toContain(next)
  expect(doctor.exitCode).toBe(0)
})

test('a migration that was changed after it was applied', async () => {
  const url = await migratedDatabase(postgres)
  const owner = openDriver(url, 1)
  await owner.sql`update schema_migrations set checksum = 'other' where name like '0001%'`
  await owner.close()
  const doctor = await run(url)
  expect(doctor.says('Migrations')).toMatch(
    /^✗ .* 0001_audit_logs\.sql was changed after it was applied: .* → Bring db\/migrations to/,
  )
  expect(doctor.exitCode).toBe(1)
})

test('a database without tables', async () => {
  const doctor = await run(await postgres.createDatabase())
  expect(doctor.says('Database')).toMatch(/^✓ /)
  expect(doctor.says('Row security')).toBe(
    '? Row security not asked: the roles are not there yet → Run `npm run db:migrate`.',
  )
  expect(doctor.says('Migrations')).toMatch(
    /^○ Migrations 0 of \d+ applied pending from 0001_audit_logs\.sql on → Run/,
  )
  expect(doctor.exitCode).toBe(0)
})

test('a login that may not see the migrations, and one for them that does not answer', async () => {
  const superuser = openDriver(postgres.asSuperuser(databaseUrl), 1)
  await superuser.sql`create role app_login login password 'hidden'`
  await superuser.sql`grant app_user, app_maintenance to app_login`
  await superuser.close()
  const url = new URL(databaseUrl)
  url.username = 'app_login'
  url.password = 'hidden'
  const doctor = await run(url.href)
  expect(doctor.says('Row security')).toMatch(/^✓ /)
  expect(doctor.says('Migrations')).toBe(
    '○ Migrations not asked the login of DATABASE_URL may not migrate → Set MIGRATION_DATABASE_URL to the login that owns the tables.',
  )
  expect(doctor.exitCode).toBe(0)

  const dead = `postgres://owner:hidden@127.0.0.1:${await freePort()}/app`
  const without = await runDoctor({ DATABASE_URL: url.href, MIGRATION_DATABASE_URL: dead })
  expect(without.says('Migrations')).toBe(
    '✗ Migrations not asked nothing listens there → Correct MIGRATION_DATABASE_URL.',
  )
  expect(without.exitCode).toBe(1)
})
