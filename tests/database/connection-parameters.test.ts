import { expect, test } from 'vitest'
import { createDatabase } from '#db/client.server.ts'
import { openMigratedDatabase } from '../support/migrated-database.ts'

test('what an address says to libpq and others is not sent as a setting, and a setting is', async () => {
  const { postgres, url } = await openMigratedDatabase()
  const address = new URL(url)
  address.search =
    'connect_timeout=10&channel_binding=prefer&sslrootcert=system&gssencmode=disable&pgbouncer=true&application_name=web&tcp_keepalives_idle=33'
  const database = createDatabase(address.href, { connections: 1 })
  const [rows] = await database.asSystem((sql) => [
    sql`select current_setting('application_name') as name,
      current_setting('tcp_keepalives_idle') as idle`,
  ])
  expect(rows).toEqual([{ name: 'web', idle: '33' }])
  await database.close()
  await postgres.stop()
})
