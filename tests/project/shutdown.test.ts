import { Agent, request } from 'node:http'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openDriver, type Driver } from '#db/driver.server.ts'
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

let postgres: PostgresServer
let databaseUrl: string
let superuser: Driver
beforeAll(async () => {
  postgres = await startPostgres()
  databaseUrl = await migratedDatabase(postgres)
  superuser = openDriver(postgres.asSuperuser(databaseUrl), 1)
})
afterAll(async () => {
  await superuser.close()
  await postgres.stop()
})

/** A history whose file is far larger than what the sockets on its way hold. */
const writeHistory = (userId: string) => superuser.sql`
  insert into audit_logs (user_id, action, timestamp, user_agent)
  select ${userId}, 'hello_world_accessed', now() - n * interval '1 second', repeat('"', 500)
  from generate_series(1, 12000) as n`

async function start(program: (databaseUrl: string) => Promise<AppProcess>): Promise<AppProcess> {
  const app = await program(databaseUrl)
  onTestFinished(async () => void (await app.program.stop('SIGKILL')))
  await app.isUp()
  return app
}

const isRefused = (app: AppProcess) => () => fetch(app.origin).then(String, () => 'refused')
const sessions = () => superuser.sql`select pid from pg_stat_activity where usename = 'owner'`

test.each([
  ['npm start', startAppProcess],
  ['npm run dev', startDevProcess],
])('%s, when asked to end, lets a download in flight arrive whole', async (_name, program) => {
  const app = await start((url) => program(url))
  const person = createPerson(app)
  await writeHistory(person.userId)
  const download = () =>
    fetch(`${app.origin}/activity/download/csv`, { headers: person.authorization() })
  const whole = await (await download()).text()

  const response = await download()
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = (await reader?.read())?.value ?? ''
  const ended = app.program.stop('SIGTERM')
  await eventually(isRefused(app)).toBe('refused')
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
    text += part.value
  expect(text.length).toBe(whole.length)
  expect(await ended).toBe(0)
  await eventually(sessions).toEqual([])
})

test('a connection on which request follows request does not hold it', async () => {
  const app = await start(startAppProcess)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  /** @returns the status, or nothing where there is no connection any more */
  const ask = () =>
    new Promise<number | undefined>((resolve) => {
      request(`${app.origin}/api/health/live`, { agent }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode))
      })
        .on('error', () => resolve(undefined))
        .end()
    })
  expect(await ask()).toBe(200)
  const ended = app.program.stop('SIGTERM')
  while (await ask()) void 0
  expect(await ended).toBe(0)
})

test('a second signal ends it at once', async () => {
  const app = await start(startAppProcess)
  const { closed } = await askForever(app)
  const ended = app.program.stop('SIGTERM')
  await eventually(isRefused(app)).toBe('refused')
  const again = setInterval(() => void app.program.stop('SIGINT'), 100)
  expect(await ended).toBe(1)
  clearInterval(again)
  await closed
  expect(app.program.output()).not.toContain('Cut')
})
