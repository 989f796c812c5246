import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { seedUser } from '#dev/clerk/local-clerk.ts'
import { functionSize } from '../../netlify/function-size.ts'

const server = globSync('build/server/**/*.js')
const client = globSync('build/client/**/*.{js,css}')
const mentions = (files: string[], text: string | RegExp) =>
  files.filter((file) => {
    const content = readFileSync(file, 'utf8')
    return typeof text === 'string' ? content.includes(text) : text.test(content)
  })

test('there is a build to look at', () => {
  expect(server.length).toBeGreaterThan(0)
  expect(client.length).toBeGreaterThan(0)
})

test.each([
  ['the local Clerk', 'is not emulated'],
  ["the seed user's password", seedUser.password],
  ['the embedded database', /pglite/i],
  ["React's development build", 'react-dom-server.node.development'],
  ['a NODE_ENV that Netlify does not set', /process\.env\.NODE_ENV/],
  ["Clerk's browser components", 'ClerkHostRenderer'],
])('the function does not hold %s', (_name, text) => {
  expect(mentions(server, text)).toEqual([])
})

test.each([
  ['the database driver', 'neondatabase'],
  ['SQL', /insert into audit_logs/i],
  ["the server's variables", /DATABASE_URL|CLERK_JWT_KEY/],
  ['the local Clerk', 'is not emulated'],
])('the browser does not get %s', (_name, text) => {
  expect(mentions(client, text)).toEqual([])
})

// What Netlify adds by itself, some 350 kB, is not counted. A cold start reads all of it.
test.each([
  ['server', 350],
  ['purge-audit-logs', 160],
  ['seal-audit-logs', 110],
])('the function %s is within %i kB, zipped', (name, budget) => {
  const { bytes, zipped } = functionSize(`.netlify/v1/functions/${name}.mjs`)
  expect(bytes).toBeGreaterThan(2 * zipped)
  expect(zipped / 1000).toBeLessThan(budget)
})

test('the platform turns floods away before the function is asked', () => {
  const file = readFileSync('.netlify/v1/functions/server.mjs', 'utf8')
  const config: unknown = JSON.parse(
    file.slice(file.indexOf('{', file.indexOf('export const config'))),
  )
  expect(config).toMatchObject({
    path: '/*',
    rateLimit: { windowSize: 60, windowLimit: 3_000, aggregateBy: ['ip', 'domain'] },
  })
})
