import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningClerk, startLocalClerk } from '../support/clerk-server.ts'
import { runDoctor } from '../support/doctor.ts'

let live: RunningClerk
let testInstance: RunningClerk
beforeAll(async () => {
  live = await startLocalClerk({ live: true })
  testInstance = await startLocalClerk()
})
afterAll(() => Promise.all([live.close(), testInstance.close()]))

/** Runs the doctor with the keys of a live instance, but for the changes. */
const run = (changes: Record<string, string>) => runDoctor({ ...live.environment, ...changes })

test('a secret key that Clerk refuses', async () => {
  const doctor = await run({ CLERK_SECRET_KEY: 'sk_live_wrong0secret0key' })
  expect(doctor.says('Clerk keys')).toBe(
    `✗ Clerk keys Clerk live keys, clerk.example.com, asked at ${new URL(live.origin).host} Clerk refuses CLERK_SECRET_KEY → Copy both keys again from the API keys page of your Clerk application.`,
  )
  expect(doctor.exitCode).toBe(1)
})

test('a JWT key of another instance', async () => {
  const { CLERK_JWT_KEY = '' } = testInstance.environment
  const doctor = await run({ CLERK_JWT_KEY })
  expect(doctor.says('Clerk issuer')).toBe(
    '✗ Clerk issuer https://clerk.example.com CLERK_JWT_KEY is of another instance: every session would be refused → Copy the PEM public key again, from the API keys page that the other keys are from.',
  )
  expect(doctor.exitCode).toBe(1)
})

test('a test key with a live key', async () => {
  const doctor = await run({ CLERK_PUBLISHABLE_KEY: testInstance.clerk.publishableKey })
  expect(doctor.says('Clerk keys')).toBe(
    '✗ Clerk keys Clerk keys of two instances CLERK_PUBLISHABLE_KEY is a test key, CLERK_SECRET_KEY a live key → Take both from the API keys page of one instance.',
  )
  expect(doctor.exitCode).toBe(1)
})

test('a publishable key of another application', async () => {
  const host = Buffer.from('clerk.example.org$').toString('base64')
  const doctor = await run({ CLERK_PUBLISHABLE_KEY: `pk_live_${host}` })
  expect(doctor.says('Clerk keys')).toBe(
    `✗ Clerk keys Clerk live keys, clerk.example.org, asked at ${new URL(live.origin).host} CLERK_SECRET_KEY is of another instance, clerk.example.com → Take both keys from the API keys page of one instance.`,
  )
  expect(doctor.exitCode).toBe(1)
})

test.each([
  [{ CLERK_PUBLISHABLE_KEY: '' }, 'CLERK_PUBLISHABLE_KEY is missing → Set both keys'],
  [{ CLERK_SECRET_KEY: '' }, 'CLERK_SECRET_KEY is missing → Set both keys'],
  [{ CLERK_PUBLISHABLE_KEY: 'pk_live_half' }, 'CLERK_PUBLISHABLE_KEY is not whole → Copy both'],
])('Clerk with %o', async (changes, text) => {
  const doctor = await run(changes)
  expect(doctor.says('Clerk keys')).toContain(`✗ Clerk keys Clerk ${text}`)
  expect(doctor.says('Clerk issuer')).toBe(
    '? Clerk issuer not asked: the Clerk keys are not whole → Mend the Clerk keys first.',
  )
  expect(doctor.exitCode).toBe(1)
})

test('test keys work, but not in production', async () => {
  const doctor = await run(testInstance.environment)
  expect(doctor.says('Clerk keys')).toMatch(
    /^○ Clerk keys Clerk test keys, local\.accounts\.dev, asked at \S+ → For production, take the live keys/,
  )
  expect(doctor.says('Clerk issuer')).toMatch(/^○ .* → With the live keys, take their PEM public/)
  expect(doctor.exitCode).toBe(0)
})

test('without the JWT key and the signing secret it works, but not in production', async () => {
  const doctor = await run({ CLERK_JWT_KEY: '', CLERK_WEBHOOK_SIGNING_SECRET: '' })
  expect(doctor.says('Clerk issuer')).toMatch(/^○ .* → Set CLERK_JWT_KEY to the PEM public key/)
  expect(doctor.says('Webhooks')).toMatch(/^○ Webhooks refused: there is no signing secret/)
  expect(doctor.says('Webhooks')).toContain(`add the endpoint https://your-site/webhooks/clerk`)
  expect(doctor.exitCode).toBe(0)
})
