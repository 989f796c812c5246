import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { siteName } from '#app/site.ts'
import { openLocalClerk } from '#dev/clerk/local-clerk.ts'
import { freePort, listen } from '../support/listen.ts'
import { type Program, startProgram } from '../support/program.ts'

const root = resolve(import.meta.dirname, '../..')
// The development server asks nothing of it until somebody asks for a page.
const otherDatabase = { DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/database' }

const clerk = openLocalClerk({ log: () => {} }).environment('http://localhost')

let cwd: string
let running: Program[] = []
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'project-dev-'))
})
afterEach(async () => {
  for (const program of running) await program.stop()
  running = []
  rmSync(cwd, { recursive: true })
})

function start(file: string, env: Record<string, string>, args: string[] = []) {
  const program = startProgram(file, { cwd, env, args })
  running.push(program)
  return program
}

/** A script of package.json, as npm runs it, but with the data in a folder of the test's. */
function startScript(name: string, env: Record<string, string>) {
  copyFileSync(join(root, 'package.json'), join(cwd, 'package.json'))
  for (const entry of ['dev', 'netlify', 'node_modules', '.netlify', 'build'])
    symlinkSync(join(root, entry), join(cwd, entry))
  const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim()
  return start(realpathSync(npm), { HOME: cwd, ...env }, ['run', name])
}

test.each([
  ['AUDIT_RETENTION_DAYS', '0', 'AUDIT_RETENTION_DAYS: must be at least 1'],
  ['DATABASE_URL', 'postgres://u:p@db.example.com/d?sslmode=disable', 'DATABASE_URL: asks for'],
  ['DATABASE_URL', 'nonsense', 'DATABASE_URL: is not a URL'],
  ['APP_ORIGINS', 'zzz', 'APP_ORIGINS.0: Invalid URL'],
  ['CLERK_SECRET_KEY', 'sk_test_alone', 'CLERK_PUBLISHABLE_KEY: is missing'],
  ['PORT', 'abc', 'PORT must be a whole number from 1 to 65535, not abc.'],
  ['PORT', '0', 'PORT must be a whole number from 1 to 65535, not 0.'],
])('does not start with %s=%s', async (name, value, complaint) => {
  const program = start('dev/start.ts', { PORT: String(await freePort()), [name]: value })
  expect(await program.ended()).toBe(1)
  expect(program.output()).toContain(complaint)
  expect(program.output()).not.toMatch(/\n\s+at /)
  expect(program.output()).not.toContain(`${siteName} http`)
  expect(existsSync(join(cwd, '.local/database.lock'))).toBe(false)
})

test('a port that is taken leaves no lock', async () => {
  const taken = createServer()
  const PORT = String(await listen(taken))
  const program = start('dev/start.ts', { ...clerk, PORT })
  expect(await program.ended()).toBe(1)
  expect(program.output()).toContain(`Port ${PORT} is already in use`)
  expect(existsSync(join(cwd, '.local/database.lock'))).toBe(false)
  taken.close()
})

test('a stop before it is ready is no failure', async () => {
  const port = await freePort()
  const program = start('dev/start.ts', { ...otherDatabase, ...clerk, PORT: String(port) })
  const isThere = () => fetch(`http://localhost:${port}/favicon.svg`).catch(() => null)
  await expect.poll(isThere, { timeout: 30_000 }).not.toBeNull()
  expect(await program.stop('SIGINT')).toBe(0)
  expect(program.output()).not.toMatch(/disconnected|Error/)
  expect(existsSync(join(cwd, '.local/database.lock'))).toBe(false)
})

test('npm run dev: takes long headers, refuses TRACE, and ends with npm', async () => {
  const PORT = String(await freePort())
  const origin = `http://localhost:${PORT}`
  const dev = startScript('dev', { ...clerk, PORT })
  await dev.hasWritten(`${siteName} ${origin}`)

  const headers = { authorization: `Bearer ${'x'.repeat(100_000)}` }
  expect((await fetch(`${origin}/api/hello-world`, { headers })).status).toBe(401)
  const trace = await new Promise((answer, reject) => {
    request(`${origin}/api/hello-world`, { method: 'TRACE' }, (response) => {
      answer(response.resume().statusCode)
    })
      .on('error', reject)
      .end()
  })
  expect(trace).toBe(405)

  // The local Clerk's keys would be there.
  const secret = `.local/${crypto.randomUUID()}`
  mkdirSync(join(root, '.local'), { recursive: true })
  writeFileSync(join(root, secret), 'secret')
  onTestFinished(() => rmSync(join(root, secret)))
  for (const path of [`/${secret}`, `/${secret}?import`, `/@fs${root}/${secret}`])
    expect((await fetch(origin + path)).status).toBe(403)

  // Another page of this machine asks the app, and not Vite.
  const preflight = await fetch(`${origin}/api/hello-world`, {
    method: 'OPTIONS',
    headers: { origin: 'http://localhost:8080', 'access-control-request-method': 'GET' },
  })
  expect(preflight.headers.has('access-control-allow-origin')).toBe(false)

  // Its output is open for as long as any process of it lives.
  await dev.stop('SIGTERM')
  await expect(fetch(origin)).rejects.toThrow('fetch failed')
  expect(existsSync(join(cwd, '.local/database.lock'))).toBe(false)
})

test('npm start ends with npm', async () => {
  const PORT = String(await freePort())
  const app = startScript('start', { ...otherDatabase, ...clerk, PORT })
  await app.hasWritten(`on http://localhost:${PORT}`)
  await app.stop('SIGTERM')
  await expect(fetch(`http://localhost:${PORT}`)).rejects.toThrow('fetch failed')
})
