import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
let person: ReturnType<App['createPerson']>
beforeAll(async () => {
  app = await startApp()
  person = app.createPerson()
  app.setClerkAnswers('never')
})
afterAll(() => app.stop())

const cookieOf = (claims: object) =>
  person.cookie.replace(person.token, app.clerk.signToken({ ...person.claims, ...claims }))

test.concurrent.each([
  ['who somebody is', '/', () => cookieOf({ email: undefined }), 503],
  ['what a handshake was about', '/?__clerk_handshake_nonce=abc', () => '', 302],
])('a page does not wait for a Clerk that never says %s', async (_what, path, cookie, status) => {
  const start = performance.now()
  const headers = { cookie: cookie() }
  const answer = await fetch(app.origin + path, { headers, redirect: 'manual' })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('x-request-id')).toBeTruthy()
  expect(performance.now() - start).toBeLessThan(15_000)
})

test('whoever has no e-mail address is not asked about', async () => {
  app.callsToClerk.length = 0
  const answer = await fetch(app.origin, { headers: { cookie: cookieOf({ email: null }) } })
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain(person.userId)
  expect(app.callsToClerk).toEqual([])
})
