import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

/** What the home page says to a token, and whether Clerk was asked who that is. */
async function home(given: Record<string, unknown>) {
  const { claims } = app.createPerson(`zoe-${crypto.randomUUID()}@example.com`)
  const token = app.clerk.signToken({ ...claims, ...given })
  app.callsToClerk.length = 0
  const response = await fetch(app.origin, { headers: { authorization: `Bearer ${token}` } })
  const text = await response.text()
  const [, initial] = /<a [^>]*href="\/profile"[^>]*><span [^>]*>([^<])</.exec(text) ?? []
  return { initial, text, calls: app.callsToClerk.length }
}

test('who it is stands in the token, and Clerk is not asked', async () => {
  expect(await home({ firstName: 'Grace' })).toMatchObject({ initial: 'G', calls: 0 })
})

test.each([null, '', undefined])('a first name of %j is none', async (firstName) => {
  expect(await home({ firstName, lastName: '' })).toMatchObject({ initial: 'z', calls: 0 })
})

test('a token without a session signs nobody in to a page', async () => {
  const { initial, text } = await home({ sid: undefined })
  expect(initial).toBeUndefined()
  expect(text).toContain('Create an account')
})
