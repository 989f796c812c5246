import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import createClient from 'openapi-fetch'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateApiTypes } from '#dev/generate-api-types.ts'
import type { paths } from '../../docs/api.d.ts'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const clientOf = ({ authorization }: ReturnType<App['createPerson']>) =>
  createClient<paths>({
    baseUrl: app.origin,
    headers: authorization,
    fetch: (request) => fetch(request),
  })

test('docs/api.d.ts is what `npm run api:types` makes', async () => {
  expect(readFileSync('docs/api.d.ts', 'utf8')).toBe(await generateApiTypes())
})

test('a typed client reads, changes and pages', async () => {
  const client = clientOf(app.createPerson())
  const hello = await client.GET('/api/hello-world')
  expect(hello.data?.requestCount).toBe(1)

  const saved = await client.PUT('/api/user/settings', { body: { theme: 'dark' } })
  const tag = saved.response.headers.get('etag') ?? ''
  const patched = await client.PATCH('/api/user/settings', {
    params: { header: { 'if-match': tag } },
    body: { theme: null },
    headers: { 'content-type': 'application/merge-patch+json' },
  })
  expect(patched.data).toEqual({ theme: 'light', notificationsEnabled: true })

  const page = await client.GET('/api/user/activity', { params: { query: { limit: 2 } } })
  expect(page.data?.items.map(({ action }) => action)).toEqual([
    'settings_changed',
    'settings_changed',
  ])
  const cursor = page.data?.next ?? ''
  const rest = await client.GET('/api/user/activity', { params: { query: { cursor } } })
  expect(rest.data).toMatchObject({ items: [{ action: 'hello_world_accessed' }], next: null })
})

test('a typed client gets problems as they are documented', async () => {
  const { error } = await clientOf(app.createPerson()).PATCH('/api/user/settings', {
    body: { theme: 'dark' },
    headers: { 'content-type': 'application/merge-patch+json' },
  })
  expect(error?.type).toBe('/docs/problems/version-required')
})

test('curl with a Bearer token is all it takes', async () => {
  const { token, userId } = app.createPerson()
  const { stdout } = await promisify(execFile)('curl', [
    '-sS',
    '-H',
    `Authorization: Bearer ${token}`,
    `${app.origin}/api/hello-world`,
  ])
  expect(JSON.parse(stdout)).toMatchObject({ userId, requestCount: 1 })
})
