import type { RouteConfigEntry } from '@react-router/dev/routes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import routeTree from '#app/routes.ts'
import { type App, startApp } from '../support/app.ts'
import { sessionEvent } from '../support/clerk-message.ts'
import { countedNeon } from '../support/counted-neon.ts'

const neon = countedNeon()
let app: App
beforeAll(async () => {
  app = await startApp({ throughProxy: neon.through })
  // A process looks once at the rules of the database.
  await fetch(`${app.origin}/api/health`)
})
afterAll(async () => {
  await app.stop()
  await neon.close()
})

type Person = ReturnType<App['createPerson']>
type Ask = (person: Person) => Promise<[path: string, init?: RequestInit]>
const page =
  (path: string): Ask =>
  async ({ cookie }) => [path, { headers: { cookie } }]
const form =
  (path: string, fields: Record<string, string>): Ask =>
  async ({ cookie, userId }) => [
    `${path}${path.includes('?') ? '&' : '?'}author=${userId}`,
    {
      method: 'POST',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(fields),
    },
  ]
const api =
  (path: string, method = 'GET', body?: object): Ask =>
  async ({ authorization }) => [
    `/api/${path}`,
    {
      method,
      headers: { ...authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    },
  ]
const afterHello =
  (ask: Ask): Ask =>
  async (person) => {
    await fetch(`${app.origin}/api/hello-world`, { headers: person.authorization })
    return ask(person)
  }
const webhook: Ask = async ({ userId }) => {
  const body = JSON.stringify(sessionEvent('session.created', userId, `sess_${userId}`))
  return ['/webhooks/clerk', { method: 'POST', headers: app.clerk.signWebhook(body), body }]
}
const anybody =
  (path: string): Ask =>
  async () => [path]

/** By route: what is asked, with how many round trips, and what it answers. */
const requests: Record<string, [string, Ask, number, number][]> = {
  '/': [
    ['a stranger', anybody('/'), 0, 200],
    ['a first visit', page('/'), 1, 200],
    ['saying hello', form('/?index', {}), 1, 302],
  ],
  '/sign-in/*': [['', anybody('/sign-in'), 0, 200]],
  '/sign-up/*': [['', anybody('/sign-up'), 0, 200]],
  '/sign-out': [
    ['asking', page('/sign-out'), 1, 200],
    ['doing it', form('/sign-out', {}), 0, 302],
  ],
  '/profile/*': [['', page('/profile'), 1, 200]],
  '/settings': [
    ['reading', page('/settings'), 1, 200],
    ['a stranger', anybody('/settings'), 0, 302],
    ['saving', form('/settings', { theme: 'dark', version: 'none' }), 1, 302],
    ['saving nonsense', form('/settings', { theme: 'pink' }), 1, 422],
  ],
  '/activity': [
    ['', page('/activity'), 1, 200],
    ['with a filter', page('/activity?action=user_signin'), 1, 200],
    ['with a wrong filter', page('/activity?from=never'), 1, 400],
  ],
  '/activity/download': [['', page('/activity/download'), 1, 200]],
  // A file is measured before it begins, and then read by the thousand.
  '/activity/download/:format': [
    ['of nothing', page('/activity/download/csv'), 1, 200],
    ['of one entry', afterHello(page('/activity/download/csv')), 2, 200],
  ],
  '/account': [['', page('/account'), 1, 200]],
  '/account/export': [['', form('/account/export', {}), 1, 200]],
  '/account/export/schema.json': [['', anybody('/account/export/schema.json'), 0, 200]],
  '/account/delete': [
    ['asking', page('/account/delete'), 1, 200],
    ['doing it', form('/account/delete', { confirmation: 'delete my account' }), 1, 302],
  ],
  '/account/keep': [['', form('/account/keep', {}), 1, 302]],
  '/account/deleted': [['', anybody('/account/deleted'), 0, 200]],
  '/api/hello-world': [
    ['', api('hello-world'), 1, 200],
    ['a stranger', anybody('/api/hello-world'), 1, 401],
  ],
  '/api/health': [['', anybody('/api/health'), 1, 200]],
  '/api/health/live': [['', anybody('/api/health/live'), 0, 200]],
  '/api/user/settings': [
    ['reading', api('user/settings'), 1, 200],
    ['saving', api('user/settings', 'PUT', { theme: 'dark', notificationsEnabled: true }), 1, 200],
    ['saving nonsense', api('user/settings', 'PUT', { theme: 'pink' }), 1, 422],
  ],
  '/api/user/activity': [['', api('user/activity'), 1, 200]],
  '/api/user/exports': [['', api('user/exports', 'POST'), 1, 201]],
  '/api/user/exports/:id': [
    ['none', api('user/exports/00000000-0000-4000-8000-000000000000'), 1, 404],
  ],
  '/api/user/deletion': [['', api('user/deletion'), 1, 404]],
  '/api/openapi.json': [['', anybody('/api/openapi.json'), 0, 200]],
  '/api/*': [['', anybody('/api/none'), 0, 404]],
  '/docs/api': [['', anybody('/docs/api'), 0, 200]],
  '/docs/problems': [['', anybody('/docs/problems'), 0, 200]],
  '/docs/problems/:name': [['', anybody('/docs/problems/not-found'), 0, 200]],
  '/webhooks/clerk': [
    ['a sign-in', webhook, 1, 204],
    ['read', anybody('/webhooks/clerk'), 0, 405],
  ],
  '/*': [['', anybody('/none'), 0, 404]],
}

function patterns(routes: RouteConfigEntry[], above = ''): string[] {
  return routes.flatMap(({ path = '', children }) =>
    children ? patterns(children, `${above}/${path}`) : `${above}/${path}`,
  )
}

test('every route is counted', () => {
  expect(Object.keys(requests).toSorted()).toEqual(patterns(routeTree).toSorted())
})

const cases = Object.entries(requests).flatMap(([route, asked]) =>
  asked.map(([what, ...rest]): [string, Ask, number, number] => [`${route} ${what}`, ...rest]),
)

test.each(cases)('%s', async (_name, ask, roundTrips, status) => {
  const [path, init] = await ask(app.createPerson())
  const counted = await neon.during(async () => {
    const response = await fetch(app.origin + path, { redirect: 'manual', ...init })
    await response.arrayBuffer()
    expect(response.status).toBe(status)
  })
  expect(counted).toBe(roundTrips)
})
