import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { copyProject, installNetlify, startNetlify } from '../support/netlify-cli.ts'

let netlify: string
let folder: string
beforeAll(() => {
  netlify = installNetlify()
  folder = copyProject()
})
afterAll(() => rmSync(folder, { recursive: true }))

/** `netlify build`, as it runs for a deploy. */
async function build(context: string, env?: Record<string, string>) {
  const program = startNetlify(netlify, folder, ['build', '--context', context], env)
  return { exitCode: await program.ended(), output: program.output() }
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

test('a production deploy without a database fails before anything is published', async () => {
  const { exitCode, output } = await build('production')
  expect(exitCode).not.toBe(0)
  expect(output).toContain('DATABASE_URL is required where CONTEXT is production')
})

test('a preview is built, and Netlify takes its functions as they are meant', async () => {
  const { exitCode, output } = await build('deploy-preview')
  expect(exitCode, output).toBe(0)
  const text = readFileSync(join(folder, '.netlify/functions/manifest.json'), 'utf8')
  const { functions } = manifest.parse(JSON.parse(text))
  expect(functions.map(({ name, schedule }) => ({ name, schedule }))).toEqual([
    { name: 'purge-audit-logs', schedule: '@daily' },
    { name: 'seal-audit-logs', schedule: '@hourly' },
    { name: 'server', schedule: undefined },
  ])
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

test.each(['server', 'purge-audit-logs', 'seal-audit-logs'])(
  'the function %s is within its budget',
  (name) => {
    const own = unzip(name)['server.mjs'] ?? unzip(name)[`${name}.mjs`]
    expect(own?.length).toBeLessThan(3_000_000)
  },
)
