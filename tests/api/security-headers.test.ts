import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { safetyHeaders } from '#app/http/safety-headers.ts'
import { type App, startApp } from '../support/app.ts'
import { sendWebhook, userEvent } from '../support/clerk-message.ts'

const friend = 'https://friend.example.com'

let app: App
let person: ReturnType<App['createPerson']>
beforeAll(async () => {
  app = await startApp({ environment: { API_CORS_ORIGINS: friend } })
  person = app.createPerson()
})
afterAll(() => app.stop())

function ask(
  path: string,
  { headers, ...init }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
) {
  return fetch(app.origin + path, {
    redirect: 'manual',
    ...init,
    headers: { ...person.authorization, ...headers },
  })
}

const form = (fields: Record<string, string>) => ({
  method: 'POST',
  body: new URLSearchParams(fields),
})

async function withoutSettings(path: string) {
  await app.sql`alter table user_settings rename to elsewhere`
  try {
    return await ask(path)
  } finally {
    await app.sql`alter table elsewhere rename to user_settings`
  }
}

async function unchanged() {
  const { headers } = await ask('/api/user/settings')
  return ask('/api/user/settings', { headers: { 'if-none-match': headers.get('etag') ?? '' } })
}

const firstScript = async () =>
  /src="(\/assets\/[^"]+\.js)"|href="(\/assets\/[^"]+\.js)"/
    .exec(await (await ask('/')).text())
    ?.slice(1)
    .find(Boolean) ?? ''

const pages: [what: string, status: number, answer: () => Promise<Response>][] = [
  ['a page', 200, () => ask('/settings')],
  ['the head of a page', 200, () => ask('/settings', { method: 'HEAD' })],
  ['a page that is not there', 404, () => ask('/no/such/page')],
  ['one that no route matches, a line break in it', 404, () => ask('/no%0Asuch/page')],
  ['a page with bad parameters', 400, () => ask('/activity?cursor=none')],
  ['a form with an error', 422, () => ask('/settings', form({ theme: 'pink' }))],
  ['a form of another site', 403, () => otherSite({ 'sec-fetch-site': 'cross-site' })],
  ['a method that pages do not know', 405, () => ask('/settings', { method: 'OPTIONS' })],
  ['a method that nobody knows', 405, () => ask('/', { method: 'PROPFIND' })],
  ['a page that fails', 500, () => withoutSettings('/settings')],
]
const others: typeof pages = [
  ['the data of a page', 200, () => ask('/settings.data')],
  ['a redirect', 302, () => ask('/sign-in')],
  ['a redirect to the sign-in', 302, () => fetch(`${app.origin}/settings`, { redirect: 'manual' })],
  ['a saved form', 302, () => ask('/settings', form({ theme: 'dark' }))],
  ['a form that says it is another site’s', 400, () => otherSite({ origin: friend })],
  ['one that the API does not know', 405, () => ask('/api/hello-world', { method: 'DELETE' })],
  ['one that nobody knows, of the API', 405, () => ask('/api/health', { method: 'PROPFIND' })],
  ['an answer of the API', 200, () => ask('/api/user/settings')],
  ['the head of one', 200, () => ask('/api/hello-world', { method: 'HEAD' })],
  ['one that is unchanged', 304, unchanged],
  ['its document', 200, () => ask('/api/openapi.json')],
  ['a refusal of the API', 401, () => fetch(`${app.origin}/api/user/settings`)],
  ['bad content for the API', 422, () => put('{"theme":"pink"}')],
  ['an endpoint that is not there', 404, () => ask('/api/nothing')],
  ['one with a line break in its address', 404, () => ask('/api/nothing%E2%80%A8')],
  ['a failure of the API', 500, () => withoutSettings('/api/user/settings')],
  ['a preflight', 204, () => ask('/api/user/settings', { method: 'OPTIONS', headers: preflight })],
  [
    'an answer that another site shares',
    200,
    () => ask('/api/health', { headers: { origin: friend } }),
  ],
  ['a download', 200, () => ask('/activity/download/csv')],
  ['a download for programs', 200, () => ask('/activity/download/ndjson')],
  ['a download that is none', 404, () => ask('/activity/download/exe')],
  ['an export', 200, () => ask('/account/export', form({}))],
  ['a schema', 200, () => ask('/account/export/schema.json')],
  ['a webhook', 204, () => sendWebhook(app, userEvent('user.updated', person.userId))],
  ['a webhook that nobody signed', 400, () => ask('/webhooks/clerk', { method: 'POST' })],
  ['a script', 200, async () => ask(await firstScript())],
  ['a picture', 200, () => ask('/favicon.svg')],
  ['a text', 200, () => ask('/robots.txt')],
]

const preflight = { origin: friend, 'access-control-request-method': 'PUT' }
const otherSite = (headers: Record<string, string>) =>
  fetch(`${app.origin}/settings`, {
    ...form({ theme: 'dark' }),
    headers: { cookie: person.cookie, ...headers },
  })
const put = (body: string) =>
  ask('/api/user/settings', {
    method: 'PUT',
    body,
    headers: { 'content-type': 'application/json' },
  })

const policyOf = ({ headers }: Response) => headers.get('content-security-policy') ?? ''

test.each(pages)('%s protects itself, and runs its own scripts', async (_what, status, answer) => {
  const response = await answer()
  expect(response.status).toBe(status)
  const { 'content-security-policy': _, ...always } = safetyHeaders
  expect(Object.fromEntries(response.headers)).toMatchObject(always)
  const policy = policyOf(response)
  const nonce = /'nonce-([\w-]{22})'/.exec(policy)?.[1]
  // With the local Clerk no other domain is let in.
  expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'; `)
  expect(policy).toContain("frame-src 'none'; ")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy.replace(/style-src [^;]+/, '')).not.toContain('unsafe')
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  for (const [tag] of (await response.text()).matchAll(/<script\b[^>]*>/g))
    expect(tag).toContain(`nonce="${nonce}"`)
})

test.each(others)('%s protects itself, and runs nothing', async (_what, status, answer) => {
  const response = await answer()
  expect(response.status).toBe(status)
  expect(Object.fromEntries(response.headers)).toMatchObject(safetyHeaders)
  expect(response.headers.has('cache-control')).toBe(true)
})

test('no two pages have the same nonce', async () => {
  const policies = await Promise.all(
    Array.from({ length: 20 }, async () => policyOf(await ask('/'))),
  )
  expect(new Set(policies).size).toBe(20)
})

describe('netlify.toml', () => {
  const rules = readFileSync('netlify.toml', 'utf8')
    .split('[[headers]]')
    .slice(1)
    .map((rule) =>
      [...rule.matchAll(/^([\w-]+) = "(.*)"$/gm)].map(([, name = '', value]) => ({ name, value })),
    )
    .map(([path, ...headers]) => ({ path: path?.value, headers }))
  const headersFor = (path: string) =>
    Object.fromEntries(
      (rules.find((rule) => rule.path === path)?.headers ?? []).map(({ name, value }) => [
        name.toLowerCase(),
        value,
      ]),
    )

  test('says the same of every file as the built server does', () => {
    expect(headersFor('/*')).toEqual(safetyHeaders)
  })

  test('lets browsers keep what has its version in its name, as the built server does', async () => {
    const { headers } = await ask(await firstScript())
    expect(headersFor('/assets/*')).toEqual({ 'cache-control': headers.get('cache-control') })
  })
})
