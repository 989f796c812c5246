import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>

const post = (person: Person, path: string, fields: Record<string, string>) =>
  fetch(`${app.origin}${path}`, {
    method: 'POST',
    headers: { origin: app.origin, ...person.authorization },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })

/** The home page as a person sees it in a browser with this cookie. */
const home = async ({ authorization }: Person, cookie: string) =>
  await (await fetch(app.origin, { headers: { ...authorization, cookie } })).text()

function cookieOf(answer: Response, name: string): string {
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  return cookies.find((cookie) => cookie.startsWith(`${name}=`)) ?? ''
}

test('the theme that the browser remembers is for the person who chose it', async () => {
  const [ada, bob] = [app.createPerson(), app.createPerson()]
  const cookie = cookieOf(await post(ada, '/settings', { theme: 'dark' }), 'theme')
  await app.database.asUser(ada.userId, (sql) => [
    sql`update user_settings set theme = 'system' where user_id = ${ada.userId}`,
  ])
  expect(await home(ada, cookie)).toContain('data-theme="dark"')
  expect(await home(bob, cookie)).toContain('data-theme="light"')
})

test('the deletion that the browser remembers is for the person who asked for it', async () => {
  const [ada, bob] = [app.createPerson(), app.createPerson()]
  const confirmation = 'delete my account'
  const cookie = cookieOf(await post(ada, '/account/delete', { confirmation }), 'deletion')
  await app.database.asUser(ada.userId, (sql) => [
    sql`delete from account_deletions where user_id = ${ada.userId}`,
  ])
  const text = 'Your account will be deleted on'
  expect(await home(ada, cookie)).toContain(text)
  expect(await home(bob, cookie)).not.toContain(text)
})
