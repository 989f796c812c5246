import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyProject } from '../support/copy-project.ts'
import { migratedDatabase } from '../support/migrated-database.ts'
import { installNetlify, productionVariables, startNetlify } from '../support/netlify-cli.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'
import type { Program } from '../support/program.ts'

let folder: string
let postgres: PostgresServer
let site: Awaited<ReturnType<typeof productionVariables>>
let program: Program
let token: string
beforeAll(async () => {
  folder = copyProject()
  postgres = await startPostgres()
  site = await productionVariables(await migratedDatabase(postgres))
  // Its edge functions, of which there are none here, would be fetched from the network.
  const args = ['serve', '--port', String(site.port), '--internal-disable-edge-functions']
  program = startNetlify(installNetlify(), folder, args, site.env)
  await program.hasWritten('Local dev server ready')
  const { id } = site.clerk.createUser({ email: 'ada@example.org', password: 'a good passphrase' })
  token = site.clerk.signIn(id, site.origin).token
})
afterAll(async () => {
  await program.stop()
  await postgres.stop()
  rmSync(folder, { recursive: true })
})

const ask = (path: string, method = 'GET') =>
  fetch(site.origin + path, {
    method,
    redirect: 'manual',
    headers: { authorization: `Bearer ${token}` },
  })

test.each([
  ['/', 200],
  ['/sign-in', 302],
  ['/settings', 200],
  ['/activity', 200],
  ['/activity/download', 200],
  ['/account', 200],
  ['/docs/api', 200],
  ['/docs/problems', 200],
  ['/no-such-page', 404],
  ['/api/health', 200],
  ['/api/health/live', 200],
  ['/api/hello-world', 200],
  ['/api/user/settings', 200],
  ['/api/user/activity', 200],
  ['/api/openapi.json', 200],
  ['/api/no-such-thing', 404],
])('serves %s with %i', async (path, status) => {
  const response = await ask(path)
  expect(response.status).toBe(status)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})

test('a page keeps its own security policy, a file gets that of files', async () => {
  const page = await ask('/')
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self' 'nonce-")
  const [asset = ''] = /\/assets\/[\w.-]+\.js/.exec(await page.text()) ?? []
  const file = await ask(asset)
  expect(file.status).toBe(200)
  expect(file.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('the platform’s id of a request is the one in the answer', async () => {
  const { headers } = await ask('/api/health/live')
  expect(headers.get('x-request-id')).toBe(headers.get('x-nf-request-id'))
})

test.each([
  ['seal-audit-logs', '"isComplete":true'],
  ['purge-audit-logs', '"complete":true'],
])('the scheduled function %s runs when it is invoked', async (name, done) => {
  const { status } = await ask(`/.netlify/functions/${name}`, 'POST')
  expect(status).toBe(204)
  await program.hasWritten(`{"job":"${name}"`)
  expect(program.output()).toContain(done)
})
