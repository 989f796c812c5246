import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { type FuzzRequest, fuzzRequest } from '../support/fuzz-request.ts'
import { contractBreach } from '../support/openapi.ts'

// `npm run fuzz` sends many more, and others each time.
const { runs, seed } =
  process.env.npm_lifecycle_event === 'fuzz'
    ? { runs: 20_000, seed: Date.now() }
    : { runs: 600, seed: 4711 }

let app: App
beforeAll(async () => {
  const many = '999999'
  app = await startApp({ environment: { API_LIMIT_PER_USER: many, API_LIMIT_PER_ADDRESS: many } })
})
afterAll(() => app.stop())

test(`${runs} requests, valid or not, get no 5xx and no answer outside the contract`, async () => {
  const person = app.createPerson()
  const asked = await fetch(`${app.origin}/api/user/exports`, {
    method: 'POST',
    headers: person.authorization,
  })
  const known: string = (await asked.json()).id
  const statuses: Record<number, number> = {}
  let sent = 0
  let memory = ownMemory()

  await fc.assert(
    fc.asyncProperty(fuzzRequest, async (given) => {
      const request = toRequest(given, known, freshToken(person))
      // What the client itself does not send cannot reach the app.
      if (!request) return
      const response = await fetch(request)
      statuses[response.status] = (statuses[response.status] ?? 0) + 1
      expect(response.status).toBeLessThan(500)
      const { pathname } = new URL(request.url)
      // Elsewhere, such as after `..`, it is a page.
      if (pathname.startsWith('/api/'))
        expect(await contractBreach(request.method, pathname, response)).toBeUndefined()
      await response.arrayBuffer()
      // What is there after the first half is no leak.
      sent += 1
      if (sent === runs / 2) memory = ownMemory()
    }),
    { numRuns: runs, seed, endOnFailure: true },
  )
  const grown = Math.round((ownMemory() - memory) / 1024 / 1024)
  console.log(
    `${runs} requests by status: ${JSON.stringify(statuses)}; its memory grew by ${grown} MB`,
  )
  expect(grown).toBeLessThan(256)
  // A run that got through to nothing would prove nothing.
  for (const status of [200, 400, 401, 404, 405, 406, 415, 422])
    expect(statuses[status]).toBeGreaterThan(0)

  const [[broken]] = await app.database.asUser<[{ rows: number }[]]>(person.userId, (sql) => [
    sql`select count(*)::int as rows from user_settings where theme not in ('light', 'dark', 'system')`,
  ])
  expect(broken).toEqual({ rows: 0 })
})

/** A session token lives for a minute, a long run for longer. */
function freshToken({ claims }: ReturnType<App['createPerson']>): string {
  const now = Math.floor(Date.now() / 1000)
  return app.clerk.signToken({ ...claims, iat: now - 5, nbf: now - 5, exp: now + 60 })
}

function toRequest(given: FuzzRequest, known: string, token: string): Request | null {
  const id = given.id === 'known' ? known : encodeURIComponent(given.id.toWellFormed())
  const query = new URLSearchParams(
    Object.entries(given.query).map(([name, value]) => [name, value ?? '']),
  )
  const callers = {
    bearer: { authorization: `Bearer ${token}` },
    cookie: { cookie: `__session=${token}; __client_uat=1`, 'sec-fetch-site': 'same-origin' },
    forged: { authorization: `Bearer ${token}x` },
    nobody: {},
  }
  const { method } = given
  const hasBody = method !== 'GET' && method !== 'HEAD'
  try {
    return new Request(`${app.origin}${given.path.replace('{id}', id)}?${query}`, {
      method,
      redirect: 'manual',
      headers: {
        ...sendable(given.headers),
        accept: given.accept,
        ...(hasBody && { 'content-type': given.type }),
        ...callers[given.caller],
      },
      ...(hasBody && { body: given.body }),
    })
  } catch {
    return null
  }
}

/** The client refuses control characters itself. */
function sendable(headers: FuzzRequest['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value !== undefined && /^[\t\x20-\x7e\x80-\xff]*$/.test(value) ? [[name, value]] : [],
    ),
  )
}

/** In bytes, of this thread: others of the process have tests of their own. */
function ownMemory(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
