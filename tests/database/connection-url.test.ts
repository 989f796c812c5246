import { expect, test } from 'vitest'
import { connectionUrlProblem, hostOf, isNeonHost, needsTls } from '#db/connection-url.ts'

const url = (address: string) => new URL(`postgres://user:secret@${address}`)

test.each([
  ['ep-a.eu-central-1.aws.neon.tech', true],
  ['EP-A.Neon.Tech:5432', true],
  ['neon.tech', false],
  ['not-neon.tech', false],
  ['ep-a.neon.tech.example.com', false],
  ['localhost', false],
])('is %s Neon’s? %s', (host, expected) => {
  expect(isNeonHost(url(`${host}/db`))).toBe(expected)
})

test.each([
  ['[::1]:5432', '::1'],
  ['[2001:db8::7]', '2001:db8::7'],
  ['db.example.com', 'db.example.com'],
])('the host of %s is %s', (address, host) => {
  expect(hostOf(url(`${address}/db`))).toBe(host)
})

test.each([
  ['localhost/db?sslmode=verify-ca', true],
  ['[::1]/db?sslmode=verify-full', true],
  ['LOCALHOST/db', false],
  ['[::2]/db', true],
  ['127.example.com/db', true],
  ['128.0.0.1/db', true],
  ['localhost/db?ssl=true', false],
])('%s: is TLS needed? %s', (address, expected) => {
  expect(needsTls(url(address))).toBe(expected)
})

test.each(['ssl=true', 'sslmode=require', 'ssl=true&sslmode=verify-full'])(
  '?%s may be asked of a server elsewhere',
  (query) => {
    expect(connectionUrlProblem(`postgres://u:p@db.example.com/db?${query}`)).toBeUndefined()
  },
)

test.each([
  'postgresql://u:p@db.example.com/db',
  'postgres://u:p@localhost/db?sslmode=disable',
  'postgres://u:p@127.0.0.1/db?ssl=0',
])('%s may be used', (text) => {
  expect(connectionUrlProblem(text)).toBeUndefined()
})

test('all that is weak is named, with the host as it is', () => {
  const problem = connectionUrlProblem('postgres://u:p@[::2]/db?sslmode=disable&ssl=0')
  expect(problem).toContain('to ::2 that may be unencrypted (disable, 0):')
})
