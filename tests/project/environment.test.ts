import { generateKeyPairSync } from 'node:crypto'
import { resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { siteName } from '#app/site.ts'
import { openLocalClerk } from '#dev/clerk/local-clerk.ts'
import { freePort } from '../support/listen.ts'
import { startProgram } from '../support/program.ts'

const cwd = resolve(import.meta.dirname, '../..')
const origin = 'https://app.example.com'
const clerk = openLocalClerk({ live: true, log: () => {} }).environment(origin)
const { CLERK_JWT_KEY = '' } = clerk

/** Starts what is deployed with an environment that is complete but for the changes. */
async function start(changes: Record<string, string>) {
  const port = String(await freePort())
  const DATABASE_URL = 'postgres://app@db.example.com/app?sslmode=require'
  const env = { ...clerk, DATABASE_URL, URL: origin, PORT: port, ...changes }
  const program = startProgram('netlify/start.ts', { cwd, env })
  onTestFinished(async () => void (await program.stop()))
  return program
}

const pem = (type: 'spki' | 'pkcs8') => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return type === 'spki' ? publicKey : privateKey
}

test.each([
  ['URL', 'is missing', ''],
  ['CLERK_JWT_KEY', 'is missing', ''],
  ['CLERK_JWT_KEY', 'must be the whole PEM', CLERK_JWT_KEY.slice(0, 200)],
  ['CLERK_JWT_KEY', 'must be the whole PEM', CLERK_JWT_KEY.replace('MII', 'XYZ')],
  ['CLERK_JWT_KEY', 'must be the whole PEM', pem('spki')],
  ['CLERK_JWT_KEY', 'must be the whole PEM', pem('pkcs8')],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'Invalid URL', 'collector:4318'],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'must be name=value', 'a-key-without-a-name'],
])('production does not start where %s %s', async (name, problem, value) => {
  const program = await start({ [name]: value })
  expect(await program.ended()).toBe(1)
  expect(program.output()).toContain(`  ${name}: ${problem}`)
})

test("production starts with Clerk's key on one line", async () => {
  const program = await start({ CLERK_JWT_KEY: CLERK_JWT_KEY.replaceAll('\n', '\\n') })
  await program.hasWritten(`${siteName}, as deployed`)
  expect(await program.stop()).toBe(0)
})
