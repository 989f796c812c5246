import { createHmac, randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '#db/client.server.ts'
import { openDriver } from '#db/driver.server.ts'
import { migrate } from '#db/migrate.ts'
import { MIGRATIONS_FOLDER } from '#db/migration-files.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'
import { compare, type Finding, type Pair, unit } from './finding.ts'

const lastBeforeMarks = '0019'
const turns = 15
const writesPerTurn = 2_000
const atOnce = 8

/** Rows per second into an audit log as it was before rows had marks, and as it is. */
export async function measureAuditCost(): Promise<Finding[]> {
  const server = await startPostgres()
  try {
    const without = await openAuditLog(server, false)
    const withMarks = await openAuditLog(server, true)
    const pairs: Pair[] = []
    for (let turn = 0; turn <= turns; turn += 1) {
      const pair = { base: await without.rowsPerSecond(), ours: await withMarks.rowsPerSecond() }
      // The first turn is for warming up.
      if (turn > 0) pairs.push(pair)
    }
    await Promise.all([without.close(), withMarks.close()])
    const what = 'audit rows a second: without marks, with them'
    return [compare(what, pairs, unit.perSecond, { atLeast: 0.9 })]
  } finally {
    await server.stop()
  }
}

async function openAuditLog(server: PostgresServer, isMarked: boolean) {
  const url = await server.createDatabase()
  const owner = openDriver(url, 1)
  const folder = mkdtempSync(join(tmpdir(), 'project-bench-'))
  for (const name of readdirSync(MIGRATIONS_FOLDER))
    if (isMarked || name.slice(0, 4) <= lastBeforeMarks)
      cpSync(join(MIGRATIONS_FOLDER, name), join(folder, name))
  await migrate(owner.sql, { folder })
  await owner.close()
  rmSync(folder, { recursive: true })
  const database = createDatabase(url, { connections: atOnce })

  async function write(userId: string) {
    const row = [randomUUID(), userId, 'hello_world_accessed', '203.0.113.9', 'a bench', 'request']
    const [id, , action, address, agent, request] = row
    await database.asUser(userId, (sql) => [
      isMarked
        ? sql`insert into audit_logs (id, user_id, action, ip_address, user_agent, request_id, mark)
            values (${id}, ${userId}, ${action}, ${address}, ${agent}, ${request},
              ${createHmac('sha256', 'key').update(JSON.stringify(row)).digest('base64url')})`
        : sql`insert into audit_logs (id, user_id, action, ip_address, user_agent, request_id)
            values (${id}, ${userId}, ${action}, ${address}, ${agent}, ${request})`,
    ])
  }

  return {
    async rowsPerSecond() {
      const start = performance.now()
      const writers = Array.from({ length: atOnce }, async (_, writer) => {
        for (let n = 0; n < writesPerTurn / atOnce; n += 1) await write(`user_${writer}`)
      })
      await Promise.all(writers)
      return writesPerTurn / ((performance.now() - start) / 1000)
    },
    close: () => database.close(),
  }
}
