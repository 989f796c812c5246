import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { openDriver } from '#db/driver.server.ts'
import { migrationStatus } from '#db/migrate.ts'
import { functionConfigs } from '../../netlify/function-configs.ts'
import { copyProject } from '../support/copy-project.ts'
import { installNetlify, productionVariables, startNetlify } from '../support/netlify-cli.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'
import { startProgram } from '../support/program.ts'

const nowhere = 'postgres://app@localhost:1/app'
let netlify: string
let folder: string
let postgres: PostgresServer
let site: Awaited<ReturnType<typeof productionVariables>>
let ownUrl: string
let previewUrl: string
beforeAll(async () => {
  netlify = installNetlify()
  folder = copyProject()
  postgres = await startPostgres()
  ownUrl = await postgres.createDatabase()
  previewUrl = await postgres.createDatabase()
  site = await productionVariables(ownUrl)
})
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true })
})

/** `netlify build`, as it runs for a deploy. */
async function build(context: string, changes: Record<string, string> = {}) {
  const env = { ...site.env, ...changes }
  const program = startNetlify(netlify, folder, ['build', '--context', context], env)
  const exitCode = await program.ended()
  return { exitCode, output: program.output() }
}

/** How many migrations a database has had. */
async function countMigrations(url: string): Promise<number> {
  const { sql, close } = openDriver(url, 1)
  onTestFinished(close)
  return (await migrationStatus(sql)).filter(({ record }) => record).length
}

const manifest = z.object({
  functions: z.array(
    z.object({
      name: z.string(),
      schedule: z.string().optional(),
      routes: z.array(z.object({ pattern: z.string(), prefer_static: z.boolean() })).optional(),
      trafficRules: z.unknown().optional(),
    }),
  ),
})

/** The files of a function, as Netlify would upload it. */
const unzip = (name: string) =>
  unzipSync(readFileSync(join(folder, `.netlify/functions/${name}.zip`)))

test.each([
  ['production', { DATABASE_URL: '' }, 'DATABASE_URL is required where CONTEXT is production'],
  ['production', { CLERK_JWT_KEY: '' }, 'CLERK_JWT_KEY: is missing'],
  ['deploy-preview', {}, 'PREVIEW_DATABASE_URL is required where CONTEXT is deploy-preview'],
  ['branch-deploy', {}, 'PREVIEW_DATABASE_URL is required where CONTEXT is branch-deploy'],
])('a deploy for %s with %o fails, and changes no database', async (context, changes, problem) => {
  const { exitCode, output } = await build(context, changes)
  expect(exitCode).not.toBe(0)
  expect(output).toContain(problem)
  expect(await countMigrations(ownUrl)).toBe(0)
})

test('a deploy whose database cannot be migrated fails', async () => {
  const { exitCode, output } = await build('production', { MIGRATION_DATABASE_URL: nowhere })
  expect(exitCode).not.toBe(0)
  expect(output).toContain('db:migrate')
})

test('a production deploy migrates, and may be repeated', async () => {
  const first = await build('production')
  expect(first.exitCode, first.output).toBe(0)
  expect(first.output).toContain('applied 0001_')
  const count = await countMigrations(ownUrl)
  expect(count).toBeGreaterThan(0)
  const second = await build('production')
  expect(second.exitCode).toBe(0)
  expect(second.output).toContain('nothing to apply')
  expect(await countMigrations(ownUrl)).toBe(count)
})

test('Netlify takes the functions as they are meant', () => {
  const text = readFileSync(join(folder, '.netlify/functions/manifest.json'), 'utf8')
  const { functions } = manifest.parse(JSON.parse(text))
  const configs = Object.entries(functionConfigs).map(([name, { schedule }]) => ({
    name,
    schedule,
  }))
  expect(functions.map(({ name, schedule }) => ({ name, schedule }))).toEqual(
    configs.toSorted((a, b) => a.name.localeCompare(b.name)),
  )
  const server = functions.find(({ name }) => name === 'server')
  expect(server).toMatchObject({
    routes: [{ pattern: '/*', prefer_static: true }],
    trafficRules: { action: { config: { rateLimitConfig: { windowLimit: 3_000 } } } },
  })
})

test('a function holds the app and nothing of the workshop', () => {
  const files = Object.entries(unzip('server')).filter(([name]) => !name.startsWith('___netlify'))
  expect(files.map(([name]) => name)).toEqual(['server.mjs'])
  const code = files.map(([, bytes]) => Buffer.from(bytes).toString()).join()
  for (const alien of ['pglite', 'SwaggerUIBundle', 'local-clerk', 'LocalClerk', 'vitest'])
    expect(code, alien).not.toContain(alien)
})

test('a preview works on its own database, unzipped outside the project, whatever DATABASE_URL says', async () => {
  const env = { DATABASE_URL: nowhere, PREVIEW_DATABASE_URL: previewUrl }
  const { exitCode, output } = await build('deploy-preview', env)
  expect(exitCode, output).toBe(0)
  expect(await countMigrations(previewUrl)).toBeGreaterThan(0)

  const cwd = mkdtempSync(join(tmpdir(), 'project-function-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  for (const [name, bytes] of Object.entries(unzip('server'))) {
    mkdirSync(join(cwd, name, '..'), { recursive: true })
    writeFileSync(join(cwd, name), bytes)
  }
  const variables = { ...site.env, ...env, PORT: String(site.port) }
  const lambda = startProgram('tests/netlify/lambda.ts', { cwd, env: variables })
  onTestFinished(async () => void (await lambda.stop()))
  await lambda.hasWritten('The function is loaded.')

  const { id } = site.clerk.createUser({ email: 'ada@example.org', password: 'a good passphrase' })
  const { token } = site.clerk.signIn(id, site.origin)
  const headers = { authorization: `Bearer ${token}` }
  const hello = await fetch(`${site.origin}/api/hello-world`, { headers })
  expect(hello.status).toBe(200)
  expect(await hello.json()).toMatchObject({ userId: id, requestCount: 1 })
  expect(hello.headers.get('x-request-id')).toBe('req_of_the_platform')
  const page = await fetch(site.origin)
  expect(await page.text()).toContain('The ground is laid.')

  const preview = openDriver(previewUrl, 1)
  onTestFinished(preview.close)
  const [row] = await preview.sql`select user_id, host(ip_address) as ip from audit_logs`
  expect(row).toEqual({ user_id: id, ip: '192.0.2.7' })
})
