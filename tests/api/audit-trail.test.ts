import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'

let proxy: Awaited<ReturnType<typeof startFaultProxy>>
let app: App
beforeAll(async () => {
  proxy = await startFaultProxy()
  app = await startApp({ throughProxy: (url) => proxy.through(url) })
})
afterAll(async () => {
  await app.stop()
  await proxy.close()
})

interface Change {
  theme?: { from: string; to: string }
  notificationsEnabled?: { from: boolean; to: boolean }
}

const themes = ['light', 'dark', 'system']

const put = (headers: Record<string, string>, change: object) =>
  fetch(`${app.origin}/api/user/settings`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'a test' },
    body: JSON.stringify(change),
  })

async function auditRows(userId: string) {
  const [rows] = await app.database.asUser<[{ details: Change }[]]>(userId, (sql) => [
    sql`select action, details, host(ip_address) as ip, user_agent, request_id
        from audit_logs order by timestamp`,
  ])
  return rows
}

test('a change of settings says what changed, from where, and in which request', async () => {
  const { userId, authorization } = app.createPerson()
  const bob = app.createPerson()
  const first = await put(authorization, { theme: 'dark' })
  const second = await put(authorization, { theme: 'system', notificationsEnabled: false })
  const row = {
    action: 'settings_changed',
    ip: expect.stringMatching(/^(::1|(::ffff:)?127\.0\.0\.1)$/),
    user_agent: 'a test',
  }
  expect(await auditRows(userId)).toEqual([
    {
      ...row,
      details: { theme: { from: 'light', to: 'dark' } },
      request_id: first.headers.get('x-request-id'),
    },
    {
      ...row,
      details: {
        theme: { from: 'dark', to: 'system' },
        notificationsEnabled: { from: true, to: false },
      },
      request_id: second.headers.get('x-request-id'),
    },
  ])
  expect(await auditRows(bob.userId)).toEqual([])
})

test('saving what is saved already writes nothing', async () => {
  const { userId, authorization } = app.createPerson()
  expect((await put(authorization, { theme: 'light' })).status).toBe(200)
  expect(await auditRows(userId)).toEqual([])
  await put(authorization, { theme: 'dark' })
  const saved = await put(authorization, { theme: 'dark', notificationsEnabled: true })
  expect(await saved.json()).toEqual({ theme: 'dark', notificationsEnabled: true })
  expect(await auditRows(userId)).toHaveLength(1)
})

test('the form of the settings page writes the same row', async () => {
  const { userId, token } = app.createPerson()
  const response = await fetch(`${app.origin}/settings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams({ theme: 'dark' }),
    redirect: 'manual',
  })
  expect(response.status).toBe(302)
  expect(await auditRows(userId)).toMatchObject([
    {
      action: 'settings_changed',
      details: {
        theme: { from: 'light', to: 'dark' },
        notificationsEnabled: { from: true, to: false },
      },
      request_id: response.headers.get('x-request-id'),
    },
  ])
})

test('of 50 first changes at once, each continues where the one before ended', async () => {
  const { userId, authorization } = app.createPerson()
  const statuses = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const response = await put(authorization, { theme: themes[index % 3] })
      await response.arrayBuffer()
      return response.status
    }),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
  const steps = (await auditRows(userId)).map(({ details }) => details.theme)
  expect(steps.map((step) => step?.from)).toEqual([
    'light',
    ...steps.slice(0, -1).map((step) => step?.to),
  ])
  const saved = await fetch(`${app.origin}/api/user/settings`, { headers: authorization })
  expect(await saved.json()).toMatchObject({ theme: steps.at(-1)?.to })
})

test('when the answer of the database is lost, the retry writes no second row', async () => {
  const { userId, authorization } = app.createPerson()
  proxy.fail({ at: 'COMMIT', how: 'reset', times: 1 })
  const saved = await put(authorization, { theme: 'dark' })
  expect(proxy.hits).toBe(1)
  expect(await saved.json()).toEqual({ theme: 'dark', notificationsEnabled: true })

  proxy.fail({ at: 'COMMIT', how: 'reset', times: 1 })
  const hello = await fetch(`${app.origin}/api/hello-world`, { headers: authorization })
  expect(proxy.hits).toBe(1)
  expect(await hello.json()).toMatchObject({ requestCount: 1 })
  expect(await auditRows(userId)).toMatchObject([
    { action: 'settings_changed', request_id: saved.headers.get('x-request-id') },
    { action: 'hello_world_accessed', request_id: hello.headers.get('x-request-id') },
  ])
})
