import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createRequestListener } from '@remix-run/node-fetch-server'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openLocalClerk } from '#dev/clerk/local-clerk.ts'
import { createBuildListener } from '../../netlify/build-listener.ts'
import { SELF_SIGNED } from '../support/database-certificate.ts'
import { runDoctor } from '../support/doctor.ts'
import { migratedDatabase } from '../support/migrated-database.ts'
import { freePort, listen } from '../support/listen.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'

const clerk = openLocalClerk({ live: true, log: () => {} })
const site = createServer(SELF_SIGNED)
const cwd = mkdtempSync(join(tmpdir(), 'project-doctor-'))
let postgres: PostgresServer
let complete: Record<string, string>

// The site and Clerk's API, at one address, over https.
beforeAll(async () => {
  postgres = await startPostgres()
  const origin = `https://localhost:${await listen(site)}`
  complete = {
    ...clerk.environment(origin),
    DATABASE_URL: await migratedDatabase(postgres),
    URL: origin,
    NODE_EXTRA_CA_CERTS: join(cwd, 'authority.pem'),
  }
  writeFileSync(join(cwd, 'authority.pem'), SELF_SIGNED.cert)
  symlinkSync(resolve(import.meta.dirname, '../../.netlify'), join(cwd, '.netlify'))
  Object.assign(process.env, complete)
  const app = await createBuildListener()
  const clerkListener = createRequestListener(clerk.fetch)
  site.on('request', (request, response) =>
    clerk.handles(request.url ?? '') ? clerkListener(request, response) : app(request, response),
  )
})
afterAll(async () => {
  site.closeAllConnections()
  site.close()
  await postgres.stop()
  rmSync(cwd, { recursive: true })
})

/** Runs the doctor on what is complete, but for the changes. */
const run = (changes: Record<string, string> = {}, args: string[] = []) =>
  runDoctor({ ...complete, ...changes }, { cwd, args })

test('what is complete is ready, and says so in at most 80 columns', async () => {
  const doctor = await run({}, ['--production'])
  expect(doctor.says('Database')).toBe(
    `✓ Database Postgres over TCP, ${new URL(complete.DATABASE_URL ?? '').host}`,
  )
  expect(doctor.says('Row security')).toMatch(/^✓ /)
  expect(doctor.says('Migrations')).toMatch(/^✓ Migrations (\d+) of \1 applied$/)
  expect(doctor.says('Clerk keys')).toMatch(/^✓ Clerk keys Clerk live keys, clerk\.example\.com,/)
  expect(doctor.says('Clerk issuer')).toMatch(/^✓ Clerk issuer https:\/\/clerk\.example\.com,/)
  expect(doctor.says('Webhooks')).toMatch(/^✓ /)
  expect(doctor.says('Headers')).toBe(`✓ Headers ${complete.URL} sends all of them`)
  expect(doctor.output).toMatch(/✓ 10 ready\n {2}Ready for production\.\n/)
  expect(doctor.output.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(doctor.exitCode).toBe(0)
})

test('one part that is not ready is enough for --production to fail', async () => {
  const change = { CLERK_WEBHOOK_SIGNING_SECRET: '' }
  expect((await run(change, ['--production'])).exitCode).toBe(1)
  const doctor = await run(change)
  expect(doctor.output).toContain('✓ 9 ready   ○ 1 not for production yet')
  expect(doctor.exitCode).toBe(0)
})

test('nobody listens at the addresses of the database, Clerk and the site', async () => {
  const port = await freePort()
  const doctor = await run({
    DATABASE_URL: `postgres://user:hidden@127.0.0.1:${port}/app`,
    CLERK_API_URL: `http://127.0.0.1:${port}`,
    URL: `http://127.0.0.1:${port}`,
  })
  expect(doctor.says('Database')).toBe(
    `✗ Database Postgres over TCP, 127.0.0.1:${port} nothing listens there → Start the database, or correct DATABASE_URL.`,
  )
  for (const name of ['Row security', 'Migrations'])
    expect(doctor.says(name)).toBe(
      `? ${name} not asked: the database does not answer → Mend the database first.`,
    )
  expect(doctor.says('Clerk keys')).toMatch(
    /127\.0\.0\.1:\d+: nothing listens there → See that this network lets you reach Clerk/,
  )
  expect(doctor.says('Clerk issuer')).toContain('→ Mend the Clerk keys first.')
  expect(doctor.says('Headers')).toMatch(/nothing listens there → Deploy the site, or correct URL/)
  expect(doctor.exitCode).toBe(1)
})

test('whoever accepts and never answers is waited for five seconds, all at once', async () => {
  const hole = createTcpServer((socket) => socket.on('error', () => {}).resume())
  const port = await listen(hole, '127.0.0.1')
  onTestFinished(() => void hole.close())
  const start = performance.now()
  const doctor = await run({
    DATABASE_URL: `postgres://user:hidden@127.0.0.1:${port}/app`,
    CLERK_API_URL: `http://127.0.0.1:${port}`,
    URL: `http://127.0.0.1:${port}`,
  })
  expect(performance.now() - start).toBeLessThan(15_000)
  expect(doctor.says('Database')).toContain('no answer within 5 s → Start the database')
  expect(doctor.says('Row security')).toContain('→ Mend the database first.')
  expect(doctor.says('Migrations')).toContain('→ Mend the database first.')
  expect(doctor.says('Clerk keys')).toContain('no answer within 5 s → See that this network')
  expect(doctor.says('Clerk issuer')).toContain('→ Mend the Clerk keys first.')
  expect(doctor.says('Headers')).toContain('no answer within 5 s → Deploy the site')
  expect(doctor.exitCode).toBe(1)
})

test('a site that is not this app, or does not protect its answers', async () => {
  const other = createHttpServer((request, response) => response.writeHead(status).end())
  let status = 404
  const URL = `http://localhost:${await listen(other)}`
  onTestFinished(() => other.close().closeAllConnections())
  const absent = await run({ URL })
  expect(absent.says('Headers')).toBe(
    `✗ Headers ${URL} /api/health/live answers 404 → Deploy the site, or set URL to its main address.`,
  )
  expect(absent.exitCode).toBe(1)
  status = 200
  const bare = await run({ URL })
  expect(bare.says('Headers')).toMatch(
    /^○ .* missing or changed: strict-transport-security, .*permissions-policy → Deploy this version/,
  )
  expect(bare.exitCode).toBe(0)
})
