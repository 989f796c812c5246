import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type server from '../../netlify/server.ts'
import { type App, startApp } from '../support/app.ts'

// So few that no other request is earned while a test is under way.
const perUser = 3
const perAddress = 2
/** In how many seconds a person earns a request. */
const step = 60 / perUser

let app: App
beforeAll(async () => {
  app = await startApp({
    environment: { API_LIMIT_PER_USER: String(perUser), API_LIMIT_PER_ADDRESS: String(perAddress) },
  })
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>
const hello = ({ authorization }: Person) =>
  fetch(`${app.origin}/api/hello-world`, { headers: authorization })

async function auditRows({ userId }: Person): Promise<number> {
  const [rows] = await app.database.asUser<[unknown[]]>(userId, (sql) => [
    sql`select from audit_logs`,
  ])
  return rows.length
}

function secondsToWait({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(0)
  return seconds
}

/** Lets a caller have been quiet for so many seconds. */
const wait = (seconds: number) =>
  app.sql`update rate_limits set busy_until = busy_until - make_interval(secs => ${seconds})`

test('a person has so many requests a minute, and the rest changes nothing', async () => {
  const ada = app.createPerson()
  const answers = await Promise.all(Array.from({ length: perUser + 10 }, () => hello(ada)))
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b)
  expect(statuses).toEqual([...Array(perUser).fill(200), ...Array(10).fill(429)])
  expect(await auditRows(ada)).toBe(perUser)

  const refused = await hello(ada)
  expect(await refused.json()).toMatchObject({ type: '/docs/problems/too-many-requests' })
  expect(secondsToWait(refused)).toBeLessThanOrEqual(step)
  expect(refused.headers.get('ratelimit')).toMatch(/^"user";r=0;t=\d+$/)

  // Another person, from the same address, is not concerned.
  expect((await hello(app.createPerson())).status).toBe(200)
})

test('what a page does counts with it, and a page says so too', async () => {
  const ada = app.createPerson()
  const send = (path: string, body = '') =>
    fetch(app.origin + path, {
      method: 'POST',
      headers: { ...ada.authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body,
      redirect: 'manual',
    })
  expect((await send('/?index')).status).toBe(302)
  expect((await send('/settings', 'theme=dark')).status).toBe(302)
  expect((await hello(ada)).status).toBe(200)
  for (const [path, body] of [
    ['/?index'],
    ['/settings', 'theme=light'],
    ['/account/export'],
  ] as const) {
    const refused = await send(path, body)
    expect(refused.status).toBe(429)
    expect(secondsToWait(refused)).toBeLessThanOrEqual(step)
    const kept = path === '/settings' ? [expect.stringMatching(/^kept-form=\w/)] : []
    expect(refused.headers.getSetCookie()).toEqual(kept)
  }
  const file = await fetch(`${app.origin}/activity/download/csv`, { headers: ada.authorization })
  expect(file.status).toBe(429)
  expect(secondsToWait(file)).toBeLessThanOrEqual(step)
  expect(await (await send('/?index')).text()).toContain('Too many requests')
  expect(await auditRows(ada)).toBe(perUser)
})

test('each answer says how many are left, and waiting brings them back', async () => {
  const ada = app.createPerson()
  const first = await hello(ada)
  expect(first.headers.get('ratelimit-policy')).toBe(`"user";q=${perUser};w=60`)
  expect(first.headers.get('ratelimit')).toBe(`"user";r=${perUser - 1};t=${step}`)
  await Promise.all(Array.from({ length: perUser }, () => hello(ada)))
  expect((await hello(ada)).status).toBe(429)
  await wait(2 * step + 1)
  expect((await hello(ada)).status).toBe(200)
  expect((await hello(ada)).status).toBe(200)
})

test('waiting long brings back a minute’s requests, and no more', async () => {
  const ada = app.createPerson()
  await hello(ada)
  await wait(3600)
  const answers = await Promise.all(Array.from({ length: perUser + 5 }, () => hello(ada)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(perUser)
})

test('what is refused for other reasons counts too', async () => {
  const ada = app.createPerson()
  const put = () =>
    fetch(`${app.origin}/api/user/settings`, {
      method: 'PUT',
      headers: { ...ada.authorization, 'content-type': 'application/json' },
      body: '{"theme":"pink"}',
    })
  const first = await put()
  expect(first.status).toBe(422)
  expect(first.headers.get('ratelimit')).toMatch(`"user";r=${perUser - 1};`)
  for (let sent = 1; sent < perUser; sent += 1) await put()
  expect((await put()).status).toBe(429)
})

test('whoever is not signed in is counted by address, whatever headers they send', async () => {
  await wait(60)
  const ask = (index: number) =>
    fetch(`${app.origin}/api/hello-world`, { headers: { 'x-forwarded-for': `203.0.113.${index}` } })
  const statuses = []
  for (let index = 0; index < perAddress + 3; index += 1) statuses.push((await ask(index)).status)
  expect(statuses).toEqual([...Array(perAddress).fill(401), 429, 429, 429])
  // Health is asked by nobody in particular, and shares the round trip with its own question.
  expect((await fetch(`${app.origin}/api/health`)).status).toBe(429)
  expect((await fetch(`${app.origin}/api/health/live`)).status).toBe(200)
  expect((await hello(app.createPerson())).status).toBe(200)
  await wait(60)
  const health = await fetch(`${app.origin}/api/health`)
  expect(health.status).toBe(200)
  expect(health.headers.get('ratelimit-policy')).toBe(`"address";q=${perAddress};w=60`)
})

test('a household with IPv6 is counted as one, however its addresses are written', async () => {
  const file = pathToFileURL(resolve('.netlify/v1/functions/server.mjs')).href
  const { default: handle }: { default: typeof server } = await import(file)
  const ask = async (ip: string) => {
    const request = new Request(`${app.origin}/api/health`)
    return (await handle(request, { ip, requestId: crypto.randomUUID() })).status
  }
  expect(await ask('2001:db8:1:2::1')).toBe(200)
  expect(await ask('2001:DB8:1:2:ffff::2')).toBe(200)
  expect(await ask('2001:0db8:0001:0002:0:0:0:3')).toBe(429)
  expect(await ask('2001:db8:1:3::1')).toBe(200)
  expect(await ask('203.0.113.9')).toBe(200)
  expect(await ask('::ffff:203.0.113.9')).toBe(200)
  expect(await ask('::ffff:cb00:7109')).toBe(429)
})

test('no id and no address is kept', async () => {
  const ada = app.createPerson()
  await hello(ada)
  const rows = await app.sql`select * from rate_limits`
  expect(JSON.stringify(rows)).not.toContain(ada.userId)
  expect(Object.keys(rows[0] ?? {})).toEqual(['caller_hash', 'busy_until'])
})
