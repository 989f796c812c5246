import postgres from 'postgres'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Driver, openDriver } from '#db/driver.server.ts'
import {
  type AppProcess,
  createPerson,
  startAppProcess,
  startDevProcess,
} from '../support/app-process.ts'
import { eventually } from '../support/database-eventually.ts'
import { askForever } from '../support/endless-request.ts'
import { migratedDatabase } from '../support/migrated-database.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'

let server: PostgresServer
let databaseUrl: string
let superuser: Driver
beforeAll(async () => {
  server = await startPostgres()
  databaseUrl = await migratedDatabase(server)
  superuser = openDriver(server.asSuperuser(databaseUrl), 1)
})
afterAll(async () => {
  await superuser.close()
  await server.stop()
})

async function start(program: (databaseUrl: string) => Promise<AppProcess>): Promise<AppProcess> {
  const app = await program(databaseUrl)
  onTestFinished(async () => void (await app.program.stop('SIGKILL')))
  await app.isUp()
  return app
}

/** Makes whoever writes to the audit log wait, until it is told to let go. */
async function holdAuditLog(): Promise<() => Promise<void>> {
  const holder = postgres(server.asSuperuser(databaseUrl), { max: 1 })
  onTestFinished(() => holder.end({ timeout: 0 }))
  await holder.unsafe('begin')
  await holder.unsafe('lock table audit_logs in share mode')
  return () => holder.end({ timeout: 0 })
}
const waiting = () => superuser.sql`
  select pid from pg_stat_activity where usename = 'owner' and wait_event_type = 'Lock'`
const sessions = () => superuser.sql`select pid from pg_stat_activity where usename = 'owner'`
const isRefused = (app: AppProcess) => () => fetch(app.origin).then(String, () => 'refused')

test.each([
  ['npm start', startAppProcess],
  ['npm run dev', startDevProcess],
])(
  '%s, when asked to end, lets what waits for the database be answered',
  async (_name, program) => {
    const app = await start((url) => program(url))
    const person = createPerson(app)
    const hello = () => fetch(`${app.origin}/api/hello-world`, { headers: person.authorization() })
    await (await hello()).text()

    const release = await holdAuditLog()
    const answers = Promise.all(Array.from({ length: 5 }, hello))
    await eventually(waiting).toHaveLength(5)
    const ended = app.program.stop('SIGTERM')
    await eventually(isRefused(app)).toBe('refused')
    await release()
    const counts = (await answers).map(async (answer) => (await answer.json()).requestCount)
    expect(new Set(await Promise.all(counts))).toEqual(new Set([2, 3, 4, 5, 6]))
    expect(await ended).toBe(0)
    await eventually(sessions).toEqual([])
  },
)

test.each([
  ['npm start', startAppProcess],
  ['npm run dev', startDevProcess],
])('%s cuts what never ends', async (_name, program) => {
  const app = await start((url) => program(url))
  const { closed } = await askForever(app)
  expect(await app.program.stop('SIGTERM')).toBe(0)
  await closed
  expect(app.program.output()).toContain('Cut, as they took longer than 8 s: 1 requests.')
})
