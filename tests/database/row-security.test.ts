import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireRowSecurity } from '#app/data/row-security.server.ts'
import { createDatabase, type Database } from '#db/client.server.ts'
import { type Driver, openDriver } from '#db/driver.server.ts'
import { rowSecurityProblem } from '#db/role-check.server.ts'
import { freePort } from '../support/listen.ts'
import { migratedDatabase } from '../support/migrated-database.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'

let postgres: PostgresServer
let database: Database
let superuser: Driver
beforeAll(async () => {
  postgres = await startPostgres()
  const url = await migratedDatabase(postgres)
  database = createDatabase(url, { connections: 1 })
  superuser = openDriver(postgres.asSuperuser(url), 1)
})
afterAll(async () => {
  await database.close()
  await superuser.close()
  await postgres.stop()
})

test('a process asks until it has an answer, and then no more', async () => {
  const gone = createDatabase(`postgres://a:b@127.0.0.1:${await freePort()}/c`, { connections: 1 })
  const refused = { name: 'DatabaseError', kind: 'unavailable' }
  await expect(requireRowSecurity(gone, undefined)).rejects.toMatchObject(refused)
  await gone.close()

  let questions = 0
  const counting: Database = {
    ...database,
    asUser: (...args) => {
      questions += 1
      return database.asUser(...args)
    },
  }
  await Promise.all([1, 2, 3].map(() => requireRowSecurity(counting, undefined)))
  await requireRowSecurity(counting, undefined)
  expect(questions).toBe(1)
})

const mend = (tables: string) =>
  `row-level security is not active on ${tables}: run \`alter table … enable row level security\` in a migration`

test.each([
  [
    'a superuser',
    ['alter role app_user superuser'],
    'app_user is a superuser: run `alter role app_user nosuperuser`',
    ['alter role app_user nosuperuser'],
  ],
  [
    'exempt from row-level security',
    ['alter role app_user bypassrls'],
    'app_user has BYPASSRLS: run `alter role app_user nobypassrls` as a superuser',
    ['alter role app_user nobypassrls'],
  ],
  [
    'not granted to the login',
    ['revoke app_user from owner granted by owner'],
    'the login may not act as app_user (permission denied to set role "app_user"): run `grant app_user, app_maintenance to …` as the owner of the tables',
    ['grant app_user to owner granted by owner'],
  ],
  [
    'not bound in a table',
    ['alter table user_settings disable row level security'],
    mend('user_settings'),
    ['alter table user_settings enable row level security'],
  ],
  [
    'not bound in another schema, and in a view',
    [
      'create schema other',
      'create table other.diaries (user_id text)',
      'create view everyone as select user_id from audit_logs',
      'grant usage on schema other to app_user',
      'grant select on other.diaries, everyone to app_user',
    ],
    mend('everyone, other.diaries'),
    ['drop schema other cascade', 'drop view everyone'],
  ],
])('a role that is %s is found, with how to mend it', async (_name, spoil, problem, repair) => {
  for (const text of spoil) await superuser.sql.query(text)
  expect(await rowSecurityProblem(database)).toBe(problem)
  for (const text of repair) await superuser.sql.query(text)
  expect(await rowSecurityProblem(database)).toBeUndefined()
})

test.each([
  ['the login’s own', [{ role: 'owner', superuser: false, bypasses_rls: false, unprotected: [] }]],
  ['none that is known', []],
])(
  'a switch of role that has no effect is noticed: the role in force is %s',
  async (_which, rows) => {
    // As behind a pooler that hands each statement to another connection.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- SQL has no types to check
    const asUser: Database['asUser'] = async () => [rows] as never
    expect(await rowSecurityProblem({ asUser })).toMatch(
      /^the role in force is (?:owner|undefined), not app_user: /,
    )
  },
)
