import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDriver } from '#db/driver.server.ts'
import { startAppProcess } from '../support/app-process.ts'
import { listen } from '../support/listen.ts'
import { migratedDatabase } from '../support/migrated-database.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'
import { type Program, startProgram } from '../support/program.ts'

const cwd = resolve(import.meta.dirname, '../..')
let postgres: PostgresServer
let databaseUrl: string
beforeAll(async () => {
  postgres = await startPostgres()
  databaseUrl = await migratedDatabase(postgres)
})
afterAll(() => postgres.stop())

const start = (changes?: Record<string, string>) => startAppProcess(databaseUrl, changes)

async function stopQuietly(program: Program) {
  expect(await program.stop()).toBe(0)
}

test('serves the build with the variables of production, and ends when asked to', async () => {
  const { origin, clerk, program } = await start()
  await program.hasWritten(`on ${origin}`)
  expect(await (await fetch(`${origin}/api/health`)).json()).toMatchObject({ status: 'ok' })

  const page = await fetch(`${origin}/?secret=42`)
  const html = await page.text()
  expect(html).toContain('The ground is laid.')
  const [asset] = /\/assets\/[\w.-]+\.js/.exec(html) ?? []
  const script = await fetch(origin + asset)
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')

  const { id } = clerk.createUser({ email: 'ada@example.org', password: 'a good passphrase' })
  const { token } = clerk.signIn(id, origin)
  const hello = await fetch(`${origin}/api/hello-world`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(await hello.json()).toMatchObject({ userId: id, requestCount: 1 })

  await stopQuietly(program)
  expect(program.output()).toContain('"path":"/"')
  expect(program.output()).not.toContain('secret')
  expect(program.output()).not.toContain(token)
})

test('refuses to start with an incomplete environment, and names everything at once', async () => {
  const program = startProgram('netlify/start.ts', {
    cwd,
    env: { DATABASE_URL: '', CLERK_SECRET_KEY: 'wrong', AUDIT_RETENTION_DAYS: '0' },
  })
  expect(await program.ended()).toBe(1)
  const output = program.output()
  expect(output).toMatch(/DATABASE_URL: is missing/)
  expect(output).toMatch(/CLERK_PUBLISHABLE_KEY: is missing/)
  expect(output).toMatch(/CLERK_SECRET_KEY: must start with sk_test_ or sk_live_/)
  expect(output).toMatch(/AUDIT_RETENTION_DAYS: must be at least 1/)
  expect(output).not.toMatch(/ at \//)
})

test('refuses a database across the network without TLS', async () => {
  const { program } = await start({
    DATABASE_URL: 'postgres://app@db.example.com/app?sslmode=disable',
  })
  expect(await program.ended()).toBe(1)
  expect(program.output()).toMatch(/DATABASE_URL: .*sslmode/)
})

test('refuses to start on, and serves nothing from, a database that would show people each other’s data', async () => {
  const superuser = openDriver(postgres.asSuperuser(databaseUrl), 1)
  const advice = 'run `alter role app_user nobypassrls` as a superuser'
  const { origin, clerk, program } = await start()
  await program.hasWritten(`on ${origin}`)
  await superuser.sql`alter role app_user bypassrls`
  // The function, which Netlify starts by a request, asks before its first call.
  const health = await fetch(`${origin}/api/health`)
  expect(health.status).toBe(503)
  expect(await health.json()).toMatchObject({ status: 'unavailable' })
  const { id } = clerk.createUser({ email: 'bob@example.org', password: 'a good passphrase' })
  const { token } = clerk.signIn(id, origin)
  const headers = { authorization: `Bearer ${token}` }
  const hello = await fetch(`${origin}/api/hello-world`, { headers })
  expect(hello.status).toBe(500)
  await stopQuietly(program)
  expect(program.output()).toContain(advice)

  const refused = await start()
  expect(await refused.program.ended()).toBe(1)
  expect(refused.program.output()).toContain(advice)

  await superuser.sql`alter role app_user nobypassrls`
  await superuser.close()
  const next = await start()
  await next.program.hasWritten(`on ${next.origin}`)
  expect((await fetch(`${next.origin}/api/health`)).status).toBe(200)
  await stopQuietly(next.program)
  // The question at the start is the process's, not this request's.
  expect(next.program.output()).toMatch(/"path":"\/api\/health".*"roundTrips":1,/)
})

test.each(['abc', '0', '65536', '30.5'])('does not take %s for a port', async (PORT) => {
  const { program } = await start({ PORT })
  expect(await program.ended()).toBe(1)
  expect(program.output()).toBe(`PORT must be a whole number from 1 to 65535, not ${PORT}.\n`)
})

test('says so when its port is taken', async () => {
  const taken = createServer()
  const port = await listen(taken)
  const { program } = await start({ PORT: String(port) })
  expect(await program.ended()).toBe(1)
  expect(program.output()).toContain(`Port ${port} is taken: choose another with PORT.`)
  taken.close()
})
