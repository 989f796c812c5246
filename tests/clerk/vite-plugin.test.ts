import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { localClerk, usesLocalClerk } from '#dev/clerk/vite-plugin.ts'

const untouched = { ...process.env }
let root: string
let server: ViteDevServer | undefined

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'local-clerk-'))
  process.env = { ...untouched }
})
afterEach(async () => {
  await server?.close()
  server = undefined
  process.env = untouched
  rmSync(root, { recursive: true })
})

const port = 47_813

async function startVite(): Promise<void> {
  server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { port, strictPort: true, ws: false },
    plugins: [localClerk({ stateFile: join(root, 'clerk.json') })],
  })
  await server.listen()
}

test('serves Clerk on the app’s own port and tells the app where it is', async () => {
  await startVite()
  expect(process.env.CLERK_API_URL).toBe(`http://localhost:${port}/__clerk`)
  const keys = await fetch(`${process.env.CLERK_API_URL}/v1/jwks`)
  expect(await keys.json()).toMatchObject({ keys: [{ kty: 'RSA' }] })
  const script = await fetch(`http://localhost:${port}${process.env.CLERK_JS_URL}`)
  expect(script.headers.get('content-type')).toMatch('text/javascript')
})

test('stays the local one when Vite restarts', async () => {
  await startVite()
  const { CLERK_SECRET_KEY } = process.env
  await server?.restart()
  expect(usesLocalClerk()).toBe(true)
  expect(process.env.CLERK_SECRET_KEY).toBe(CLERK_SECRET_KEY)
  expect((await fetch(`${process.env.CLERK_API_URL}/v1/jwks`)).status).toBe(200)
})

test.each(['CLERK_SECRET_KEY', 'CLERK_PUBLISHABLE_KEY'])('leaves a real %s alone', async (name) => {
  process.env[name] = 'a real key'
  await startVite()
  expect(process.env[name]).toBe('a real key')
  expect(process.env.CLERK_API_URL).toBeUndefined()
  expect((await fetch(`http://localhost:${port}/__clerk/v1/jwks`)).status).toBe(404)
})

test('does not run in production', async () => {
  process.env.CONTEXT = 'production'
  await expect(startVite()).rejects.toThrow('must not run in production')
})

test('answers no other host, to which a name could be bound by somebody else', async () => {
  await startVite()
  const status = await new Promise((resolve, reject) => {
    const headers = { host: 'evil.example' }
    request({ port, path: '/__clerk/v1/jwks', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
  expect(status).toBe(403)
})
