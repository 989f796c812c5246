import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>

function ask(method: 'GET' | 'POST', path: string, cookie: string): Promise<Response> {
  const headers = { cookie, origin: app.origin, accept: 'text/html' }
  return fetch(app.origin + path, { method, headers, redirect: 'manual' })
}

const target = ({ status, headers }: Response) => `${status} ${headers.get('location')}`
const forgotten = ({ headers }: Response) =>
  headers.getSetCookie().filter((cookie) => cookie.startsWith('__session=; Path=/; Max-Age=0'))

async function statusAtClerk({ sessionId }: Person): Promise<unknown> {
  const session = await app.askClerkAboutSession(sessionId)
  return session !== null && typeof session === 'object' && 'status' in session && session.status
}

test('signing out ends the session here and at Clerk', async () => {
  const person = app.createPerson()
  const response = await ask('POST', '/sign-out', person.cookie)
  expect(target(response)).toBe('302 /')
  expect(forgotten(response)).toHaveLength(1)
  expect(await statusAtClerk(person)).toBe('revoked')
})

test('opening the address of the sign-out signs nobody out', async () => {
  const person = app.createPerson()
  const response = await ask('GET', '/sign-out', person.cookie)
  expect(response.status).toBe(200)
  expect(forgotten(response)).toEqual([])
  expect(await statusAtClerk(person)).toBe('active')
})

test('while Clerk is down nobody is signed out, and the next page says so', async () => {
  const person = app.createPerson()
  app.setClerkDown(true)
  const failed = await ask('POST', '/sign-out', person.cookie)
  app.setClerkDown(false)
  expect(target(failed)).toBe('303 /sign-out')
  expect(forgotten(failed)).toEqual([])
  expect(await statusAtClerk(person)).toBe('active')

  const [notice = ''] = failed.headers.getSetCookie()
  const next = await ask('GET', '/sign-out', `${person.cookie}; ${notice.split(';')[0]}`)
  expect(await next.text()).toContain('You are still signed in: Clerk cannot be reached.')
})

test('a session that Clerk no longer knows is over', async () => {
  const person = app.createPerson()
  const token = app.clerk.signToken({ ...person.claims, sid: 'sess_unknown' })
  const response = await ask('POST', '/sign-out', person.cookie.replace(person.token, token))
  expect(target(response)).toBe('302 /')
  expect(forgotten(response)).toHaveLength(1)
})

test("a person whom Clerk no longer knows is signed out, with Clerk's own claims too", async () => {
  const person = app.createPerson()
  const token = app.clerk.signToken({ ...person.claims, email: undefined })
  const cookie = person.cookie.replace(person.token, token)
  expect((await ask('GET', '/profile', cookie)).status).toBe(200)
  await app.askClerk('DELETE', person.userId)
  for (const path of ['/', '/profile']) {
    const response = await ask('GET', path, cookie)
    expect(target(response)).toBe('302 /')
    expect(forgotten(response)).toHaveLength(1)
  }
})
