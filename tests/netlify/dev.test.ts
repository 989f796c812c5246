import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyProject } from '../support/copy-project.ts'
import { freePort } from '../support/listen.ts'
import { installNetlify, startNetlify } from '../support/netlify-cli.ts'
import type { Program } from '../support/program.ts'

let folder: string
let origin: string
let program: Program
beforeAll(async () => {
  folder = copyProject()
  const port = await freePort()
  origin = `http://localhost:${port}`
  // Its edge functions, of which there are none here, would be fetched from the network.
  const args = ['dev', '--port', String(port), '--internal-disable-edge-functions']
  program = startNetlify(installNetlify(), folder, args)
  await program.hasWritten('Local dev server ready')
})
afterAll(async () => {
  await program.stop()
  rmSync(folder, { recursive: true })
})

test('runs `npm run dev` behind it, with the local parts', async () => {
  await program.hasWritten('ada@example.com')
})

test.each([
  ['/', 'The ground is laid.'],
  ['/sign-in', 'Sign in'],
  ['/api/health', '"status":"ok"'],
  ['/api/nothing', '"status":404'],
])('serves %s', async (path, text) => {
  const response = await fetch(origin + path, { headers: { accept: '*/*' } })
  expect(await response.text()).toContain(text)
})

test('a page keeps its own security policy', async () => {
  const { headers } = await fetch(origin)
  expect(headers.get('content-security-policy')).toContain("script-src 'self' 'sha256-")
})
