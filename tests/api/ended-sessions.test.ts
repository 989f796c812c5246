import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const asDocument = { accept: 'text/html,*/*', 'sec-fetch-dest': 'document' }
/** The cookies of a browser that knows Clerk, and in which nobody is signed in. */
const nobody = '__clerk_db_jwt=known; __client_uat=0'
const open = (path: string, cookie = nobody) =>
  fetch(app.origin + path, { headers: { ...asDocument, cookie }, redirect: 'manual' })
const send = (path: string, body: string, cookie = nobody) =>
  fetch(app.origin + path, {
    method: 'POST',
    headers: {
      ...asDocument,
      cookie,
      origin: app.origin,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body,
    redirect: 'manual',
  })

const target = ({ status, headers }: Response) => `${status} ${headers.get('location')}`
const given = ({ headers }: Response, name: string) =>
  headers.getSetCookie().find((line) => line.startsWith(`${name}=`)) ?? ''
const pair = (response: Response, name: string) => given(response, name).split(';')[0] ?? ''

const unsaved = 'This is what you entered. It is not saved yet.'
const attributes = (seconds: number) =>
  new RegExp(`; Max-Age=${seconds}; Path=/; .*HttpOnly; Secure; SameSite=Lax$`)

describe('a page for people who are signed in', () => {
  test('sends others to the sign-in, and from there back to it', async () => {
    const page = '/activity?action=settings_changed&from=2026-01-01'
    expect(target(await open(page))).toBe(`302 /sign-in?redirect_url=${encodeURIComponent(page)}`)
  })

  test('takes no form from others, and says so', async () => {
    const answer = await send('/settings', 'theme=dark')
    expect(target(answer)).toBe('303 /settings')
    expect(given(answer, 'notice')).toMatch(attributes(60))
    const next = await open('/', `${nobody}; ${pair(answer, 'notice')}`)
    expect(await next.text()).toContain('Your session had ended, so nothing was saved.')
    expect(given(next, 'notice')).toContain('Max-Age=0')
  })
})

describe('what was entered after the session had ended', () => {
  async function keep() {
    const person = app.createPerson()
    const answer = await send(`/settings?author=${person.userId}`, 'theme=dark')
    expect(target(answer)).toBe('303 /settings')
    expect(given(answer, 'kept-form')).toMatch(attributes(600))
    return { person, kept: pair(answer, 'kept-form') }
  }

  test('is given back to who entered it, once', async () => {
    const { person, kept } = await keep()
    const page = await open('/settings', `${person.cookie}; ${kept}`)
    const text = await page.text()
    expect(text).toContain(unsaved)
    expect(text).toMatch(/<input [^>]*checked=""[^>]*value="dark"|value="dark"[^>]*checked=""/)
    expect(given(page, 'kept-form')).toContain('Max-Age=0')
  })

  test('is shown to nobody else', async () => {
    const { kept } = await keep()
    const page = await open('/settings', `${app.createPerson().cookie}; ${kept}`)
    expect(page.status).toBe(200)
    expect(await page.text()).not.toContain(unsaved)
    expect(given(page, 'kept-form')).toBe('')
  })

  test('is shown on no other page', async () => {
    const { person, kept } = await keep()
    const page = await open('/account/delete', `${person.cookie}; ${kept}`)
    expect(page.status).toBe(200)
    expect(given(page, 'kept-form')).toBe('')
  })

  test('without an author is nobody’s', async () => {
    const answer = await send('/settings', 'theme=dark')
    const page = await open(
      '/settings',
      `${app.createPerson().cookie}; ${pair(answer, 'kept-form')}`,
    )
    expect(await page.text()).not.toContain(unsaved)
  })

  test('is not kept where no cookie could hold it', async () => {
    const form = (length: number) => `theme=${'d'.repeat(length - 'theme='.length)}`
    expect(pair(await send('/settings', form(2500)), 'kept-form')).not.toBe('')
    const answer = await send('/settings', form(2501))
    expect(target(answer)).toBe('303 /settings')
    expect(given(answer, 'kept-form')).toBe('')
    expect(given(answer, 'notice')).not.toBe('')
  })
})

describe('a form', () => {
  const themeOf = async ({ authorization }: ReturnType<App['createPerson']>) => {
    const response = await fetch(`${app.origin}/api/user/settings`, { headers: authorization })
    return response.json()
  }

  test('that another person filled in changes nothing', async () => {
    const [ada, bob] = [app.createPerson(), app.createPerson()]
    const answer = await send(`/settings?author=${ada.userId}`, 'theme=dark', bob.cookie)
    expect(target(answer)).toBe('303 /settings')
    expect(await themeOf(bob)).toMatchObject({ theme: 'light' })
    const next = await open('/', `${bob.cookie}; ${pair(answer, 'notice')}`)
    expect(await next.text()).toContain('You have signed in as somebody else since')
  })

  test('that the person filled in is saved, with and without its author', async () => {
    for (const author of [true, false]) {
      const person = app.createPerson()
      const query = author ? `?author=${person.userId}` : ''
      const answer = await send(`/settings${query}`, 'theme=dark', person.cookie)
      expect(target(answer)).toBe('302 /settings')
      expect(await themeOf(person)).toMatchObject({ theme: 'dark' })
    }
  })
})

describe('who is signed in already goes on from the sign-in to', () => {
  test.each([
    ['/', ''],
    ['/settings?a=b', '/settings?a=b'],
    ['/settings', 'settings'],
    ['/', 'https://evil.example/'],
    ['/', '//evil.example/'],
    ['/', '/\\evil.example/'],
    ['/', 'javascript:alert(1)'],
    ['/', 'http://'],
    ['/evil.example/', '/..//evil.example/'],
    ['/evil.example/', 'http://localhost///evil.example/'],
    ['/', 'http://localhost:1/settings'],
  ])('%s, where %j was wanted', async (page, wanted) => {
    const path = `/sign-in?redirect_url=${encodeURIComponent(wanted)}`
    expect(target(await open(path, app.createPerson().cookie))).toBe(`302 ${page}`)
    expect((await open(path)).status).toBe(200)
  })

  test('the home page, where nothing was wanted', async () => {
    expect(target(await open('/sign-in', app.createPerson().cookie))).toBe('302 /')
  })
})

describe('an expired token', () => {
  function idleCookie() {
    const { claims, cookie, token } = app.createPerson()
    const [iat, nbf, exp] = [claims.iat, claims.nbf, claims.exp].map((second) => second - 120)
    return cookie.replace(token, app.clerk.signToken({ ...claims, iat, nbf, exp }))
  }
  const data = (path: string, cookie: string) =>
    fetch(app.origin + path, { headers: { cookie, 'sec-fetch-dest': 'empty' }, redirect: 'manual' })

  test('makes the app load the whole page, which renews it', async () => {
    const answer = await data('/activity.data?action=settings_changed', idleCookie())
    const text = await answer.text()
    expect(text).toContain('"/activity?action=settings_changed"')
    expect(text).toMatch(/"reload",true/)
  })

  test.each(['__client_uat', '__client_uat_Ab-_1234'])(
    'does so by the cookie %s, wherever it stands',
    async (name) => {
      const others = idleCookie().replace(/__client_uat=\d+/, 'a=b')
      for (const cookie of [`${name}=1; ${others}`, `${others}; ${name}=1`])
        expect(await (await data('/activity.data', cookie)).text()).toMatch(/"reload",true/)
      const without = await (await data('/activity.data', others)).text()
      expect(without).not.toMatch(/"reload",true/)
    },
  )

  test('does not where the browser holds no session', async () => {
    const answer = await data('/activity.data', '')
    expect(await answer.text()).toContain('/sign-in?redirect_url=')
  })

  test('loses no form that is sent with it', async () => {
    const answer = await fetch(`${app.origin}/settings.data?author=user_1`, {
      method: 'POST',
      headers: { cookie: idleCookie(), origin: app.origin },
      body: new URLSearchParams({ theme: 'dark' }),
      redirect: 'manual',
    })
    expect(given(answer, 'kept-form')).not.toBe('')
  })

  test('that Clerk finds to be of an ended session is explained, once', async () => {
    const ending = `/?__clerk_handshake=${app.clerk.signToken({ handshake: ['__client_uat=0; Path=/'] })}`
    const ended = await open(ending, idleCookie())
    expect(ended.status).toBe(307)
    const notice = pair(ended, 'notice')
    expect(await (await open('/', `${nobody}; ${notice}`)).text()).toContain(
      'Please sign in again.',
    )

    expect(given(await open(ending, `${idleCookie()}; ${notice}`), 'notice')).toBe('')
    expect(given(await open(ending), 'notice')).toBe('')
    const lasting = app.clerk.signToken({ handshake: ['__client_uat=1; Path=/'] })
    const renewed = await open(`/?__clerk_handshake=${lasting}`, idleCookie())
    expect(renewed.status).toBe(307)
    expect(given(renewed, 'notice')).toBe('')
  })
})

describe('the cookies of a session, each with and without a suffix of Clerk’s,', () => {
  /** The notice that an answer leaves which sets the one cookie where the other was. */
  async function noticeAfter(before: string, after: string) {
    const handshake = app.clerk.signToken({ handshake: [after] })
    const answer = await open(`/?__clerk_handshake=${handshake}`, `__clerk_db_jwt=known${before}`)
    expect(answer.status).toBe(307)
    return pair(answer, 'notice')
  }

  test.each(['__client_uat', '__client_uat_Ab-1_x'])(
    'tell by %s that one has ended',
    async (name) => {
      for (const separator of ['; ', ';']) {
        const before = `${separator}${name}=1750000000`
        expect(await noticeAfter(before, `${name}=0; Path=/`)).not.toBe('')
        expect(await noticeAfter(before, `${name}=0`)).not.toBe('')
      }
    },
  )

  test.each([
    ['__client_uat=0', '__client_uat=0; Path=/'],
    ['not__client_uat=1750000000', '__client_uat=0; Path=/'],
    ['__client_uat_=1750000000', '__client_uat=0; Path=/'],
    ['__client_uat=1750000000', 'not__client_uat=0; Path=/'],
    ['__client_uat=1750000000', '__client_uat_=0; Path=/'],
    ['__client_uat=1750000000', '__client_uat=01; Path=/'],
    ['__client_uat=1750000000', '__client_uat=; Path=/'],
  ])('tell nothing of the kind by %s and then %s', async (before, after) => {
    expect(await noticeAfter(`; ${before}`, after)).toBe('')
  })

  test('are forgotten by who signs out, and no others', async () => {
    const { cookie } = app.createPerson()
    const own = '__session_Ab-1_x=2; __client_uat_Ab-1_x=4;__client_uat_y=5'
    const others = 'a=b; not__session=1; __session_=1; __sessions=1; not__client_uat=1; theme=c'
    const answer = await send('/sign-out', '', `${cookie}; ${own}; ${others}`)
    expect(target(answer)).toBe('302 /')
    const names = ['__session', '__session_Ab-1_x', '__client_uat', '__client_uat_Ab-1_x']
    const forgotten = [...names, '__client_uat_y'].map(
      (name) => `${name}=; Path=/; Max-Age=0; SameSite=Lax`,
    )
    const cookies = answer.headers.getSetCookie().filter((line) => line.startsWith('__'))
    expect(cookies).toEqual(expect.arrayContaining(forgotten))
    expect(cookies).toHaveLength(forgotten.length)
  })
})
