import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDriver } from '#db/driver.server.ts'
import { migrate } from '#db/migrate.ts'
import { startCommand } from '../support/database-commands.ts'
import { expectAllApplied, freshDatabase, NAMES, startMigration } from './migrations/processes.ts'
import type { PostgresServer } from '../support/postgres-server.ts'
import { startPostgres } from '../support/postgres-server.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

test('apply, then nothing is left to apply, and status tells when', async () => {
  const { url } = await freshDatabase(server)
  expect(await startMigration(url).ended()).toEqual({
    exitCode: 0,
    stdout: NAMES.map((name) => `applied ${name}\n`).join(''),
    stderr: '',
  })
  expect(await startMigration(url).ended()).toEqual({
    exitCode: 0,
    stdout: 'nothing to apply\n',
    stderr: '',
  })
  const status = await startCommand(['status'], { env: { DATABASE_URL: url } }).ended()
  const lines = status.stdout.trim().split('\n')
  expect(lines.map((line) => line.replace(/ {2}20\S+Z {2}\d+ ms$/, ''))).toEqual(
    NAMES.map((name) => `done     ${name}`),
  )
})

test('--dry-run tells what would be applied and touches nothing', async () => {
  const { url, sql } = await freshDatabase(server)
  const { exitCode, stdout } = await startMigration(url, '--dry-run').ended()
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: NAMES.map((name) => `would apply ${name}\n`).join(''),
  })
  expect(await sql`select from pg_class where relnamespace = 'public'::regnamespace`).toEqual([])
})

test('the owner has a URL of its own', async () => {
  const { url, sql } = await freshDatabase(server)
  const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', MIGRATION_DATABASE_URL: url }
  expect(await startCommand(['migrate'], { env }).ended()).toMatchObject({ exitCode: 0 })
  await expectAllApplied(sql)
})

test('five processes at once apply each migration once', async () => {
  const { url, sql } = await freshDatabase(server)
  const runs = await Promise.all(Array.from({ length: 5 }, () => startMigration(url).ended()))
  expect(runs.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    runs.map(() => ({ exitCode: 0, stderr: '' })),
  )
  const lines = runs.flatMap(({ stdout }) => stdout.match(/(?<=applied ).*/g) ?? [])
  expect(lines.toSorted()).toEqual(NAMES)
  await expectAllApplied(sql)
})

test('several runs at the very same moment, from an empty database on', async () => {
  const { url, sql } = await freshDatabase(server)
  const runs = openDriver(url, 8)
  await Promise.all(Array.from({ length: 8 }, () => migrate(runs.sql)))
  await runs.close()
  await expectAllApplied(sql)
})

test('several databases of one server at once, though they share their roles', async () => {
  const databases = await Promise.all(Array.from({ length: 4 }, () => freshDatabase(server)))
  const runs = await Promise.all(databases.map(({ url }) => startMigration(url).ended()))
  expect(runs.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    runs.map(() => ({ exitCode: 0, stderr: '' })),
  )
})
