import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

test('a database that would show people each other’s data is not used, until the app starts anew', async () => {
  const { cookie, authorization } = app.createPerson()
  const ask = (path: string) => fetch(`${app.origin}${path}`, { headers: authorization })
  const asked = ['/api/user/settings', '/api/hello-world', '/api/user/activity']
  await app.sql`alter table user_settings disable row level security`
  for (const path of asked) expect((await ask(path)).status).toBe(500)
  expect((await fetch(`${app.origin}/settings`, { headers: { cookie } })).status).toBe(500)
  expect(await app.sql`select from audit_logs`).toEqual([])

  await app.sql`alter table user_settings enable row level security`
  for (const path of asked) expect((await ask(path)).status).toBe(500)
})
