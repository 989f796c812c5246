import pRetry, { AbortError } from 'p-retry'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ environment: { API_LIMIT_PER_USER: '100000' } })
})
afterAll(() => app.stop())

test('100 clients that read, change and write with If-Match lose no update', async () => {
  const { userId, authorization } = app.createPerson()
  const address = `${app.origin}/api/user/settings`
  const read = () => fetch(address, { headers: authorization })
  await fetch(address, {
    method: 'PUT',
    headers: { ...authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ theme: 'dark', notificationsEnabled: false }),
  })
  let refusals = 0

  async function toggle(): Promise<void> {
    const current = await read()
    const { notificationsEnabled } = await current.json()
    const response = await fetch(address, {
      method: 'PATCH',
      headers: {
        ...authorization,
        'content-type': 'application/merge-patch+json',
        'if-match': current.headers.get('etag') ?? '',
      },
      body: JSON.stringify({ notificationsEnabled: !notificationsEnabled }),
    })
    if (response.status === 200) return
    refusals += 1
    throw response.status === 412 ? new Error('overtaken') : new AbortError(`${response.status}`)
  }
  // All begin at once; who is overtaken steps back a little, or they would be in each other's way for long.
  const backoff = { retries: 200, minTimeout: 500, factor: 1.3, maxTimeout: 3000, randomize: true }
  await Promise.all(Array.from({ length: 100 }, () => pRetry(toggle, backoff)))

  type Changes = Record<string, { from: unknown; to: unknown }>
  const [entries] = await app.database.asUser<[{ details: Changes }[]]>(userId, (sql) => [
    sql`select details from audit_logs where action = 'settings_changed' order by timestamp`,
  ])
  expect(entries).toHaveLength(101)
  const toggles = entries.slice(1).map(({ details }) => details.notificationsEnabled)
  expect(toggles).toEqual(
    toggles.map((_, index) => ({ from: index % 2 === 1, to: index % 2 === 0 })),
  )
  expect((await (await read()).json()).notificationsEnabled).toBe(false)
  expect(refusals).toBeGreaterThan(0)
})
