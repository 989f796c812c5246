import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireRowSecurity } from '#app/data/row-security.server.ts'
import { createDatabase, type Database } from '#db/client.server.ts'
import { openDriver } from '#db/driver.server.ts'
import { migrate } from '#db/migrate.ts'
import { freePort } from '../support/listen.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'

let postgres: PostgresServer
let database: Database
beforeAll(async () => {
  postgres = await startPostgres()
  const url = await postgres.createDatabase()
  const owner = openDriver(url, 1)
  await migrate(owner.sql)
  await owner.close()
  database = createDatabase(url, { connections: 1 })
})
afterAll(async () => {
  await database.close()
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
