import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const url = () => `${app.origin}/api/user/settings`
const read = (headers: HeadersInit) => fetch(url(), { headers })
const put = (headers: Record<string, string>, body: BodyInit, type = 'application/json') =>
  fetch(url(), { method: 'PUT', headers: { ...headers, 'content-type': type }, body })

async function settingsRows(userId: string) {
  const [rows] = await app.database.asUser<[Record<string, unknown>[]]>(userId, (sql) => [
    sql`select user_id, theme, notifications_enabled from user_settings`,
  ])
  return rows
}

test('answers with the defaults before the first write, and writes nothing', async () => {
  const { userId, authorization } = app.createPerson()
  const response = await read(authorization)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  expect(await response.json()).toEqual({ theme: 'light', notificationsEnabled: true })
  expect(await settingsRows(userId)).toEqual([])
})

test('saves a part and leaves the rest', async () => {
  const { userId, authorization } = app.createPerson()
  const first = await put(authorization, '{"theme":"dark"}')
  expect(await first.json()).toEqual({ theme: 'dark', notificationsEnabled: true })
  const second = await put(authorization, '{"notificationsEnabled":false}')
  expect(await second.json()).toEqual({ theme: 'dark', notificationsEnabled: false })
  expect(await (await read(authorization)).json()).toEqual({
    theme: 'dark',
    notificationsEnabled: false,
  })
  expect(await settingsRows(userId)).toEqual([
    { user_id: userId, theme: 'dark', notifications_enabled: false },
  ])
})

test('turns on again what was off', async () => {
  const { userId, authorization } = app.createPerson()
  await put(authorization, '{"notificationsEnabled":false}')
  const again = await put(authorization, '{"notificationsEnabled":true}')
  expect(await again.json()).toEqual({ theme: 'light', notificationsEnabled: true })
  expect(await settingsRows(userId)).toMatchObject([{ notifications_enabled: true }])
})

test('shows nothing to, and takes nothing from, another person', async () => {
  const ada = app.createPerson()
  const bob = app.createPerson()
  await put(ada.authorization, '{"theme":"dark"}')
  expect(await (await read(bob.authorization)).json()).toMatchObject({ theme: 'light' })
  await put(bob.authorization, '{"theme":"system"}')
  expect(await (await read(ada.authorization)).json()).toMatchObject({ theme: 'dark' })
})

test('makes one row of 50 first writes at once', async () => {
  const { userId, authorization } = app.createPerson()
  const themes = ['light', 'dark', 'system']
  const statuses = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const response = await put(authorization, JSON.stringify({ theme: themes[index % 3] }))
      await response.arrayBuffer()
      return response.status
    }),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await settingsRows(userId)).toHaveLength(1)
})

describe('refuses, and changes nothing:', () => {
  const big = JSON.stringify({ theme: 'x'.repeat(17_000) })
  test.each([
    [
      'an unknown key',
      '{"theme":"dark","isAdmin":true}',
      undefined,
      422,
      'invalid-content',
      '/isAdmin',
    ],
    [
      'a key of the prototype',
      '{"__proto__":{"theme":"dark"}}',
      undefined,
      422,
      'invalid-content',
      '/__proto__',
    ],
    ['a wrong value', '{"theme":"pink"}', undefined, 422, 'invalid-content', '/theme'],
    [
      'a wrong type',
      '{"notificationsEnabled":"yes"}',
      undefined,
      422,
      'invalid-content',
      '/notificationsEnabled',
    ],
    ['null for a setting', '{"theme":null}', undefined, 422, 'invalid-content', '/theme'],
    ['an empty object', '{}', undefined, 422, 'invalid-content', ''],
    ['an array', '[]', undefined, 422, 'invalid-content', ''],
    ['malformed JSON', '{"theme":', undefined, 400, 'malformed-request', undefined],
    ['no body', '', undefined, 400, 'malformed-request', undefined],
    [
      'bytes that are not UTF-8',
      new Uint8Array([0x22, 0xff, 0x22]),
      undefined,
      400,
      'malformed-request',
      undefined,
    ],
    [
      'another content type',
      '{"theme":"dark"}',
      'text/plain',
      415,
      'unsupported-media-type',
      undefined,
    ],
    [
      'a form',
      'theme=dark',
      'application/x-www-form-urlencoded',
      415,
      'unsupported-media-type',
      undefined,
    ],
    ['more than 16 KB', big, undefined, 413, 'body-too-large', undefined],
  ] as const)('%s', async (_name, body, type, status, name, pointer) => {
    const { userId, authorization } = app.createPerson()
    const response = await put(authorization, body, type)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const problem = await response.json()
    expect(problem).toMatchObject({ type: `/docs/problems/${name}`, status })
    expect(problem.errors?.[0]?.pointer).toBe(pointer)
    expect(await settingsRows(userId)).toEqual([])
  })

  test('a person who is not signed in', async () => {
    expect((await read({})).status).toBe(401)
    expect((await put({}, '{"theme":"dark"}')).status).toBe(401)
  })
})

test('takes a charset after the content type', async () => {
  const { authorization } = app.createPerson()
  const response = await put(authorization, '{"theme":"dark"}', 'application/json; charset=utf-8')
  expect(response.status).toBe(200)
})
