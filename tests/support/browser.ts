import { type BrowserContext, expect, type Page, test as base } from '@playwright/test'
import { type App, startApp } from './app.ts'
import { cookieFaults } from './known-cookies.ts'
import { watchBrowser } from './watch-browser.ts'

interface TestFixtures {
  /** Answers of 400 and more that the page got: each test takes out those that it expects. */
  refused: string[]
}
interface WorkerFixtures {
  app: App
  /** What the local Clerk's clock adds to this machine's, in milliseconds. */
  clock: { ahead: number }
}

/** A test in a browser against the built app, in which no error may go unnoticed. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  clock: [async ({}, use) => use({ ahead: 0 }), { scope: 'worker' }],

  app: [
    async ({ clock }, use) => {
      const app = await startApp({ now: () => Date.now() + clock.ahead })
      await use(app)
      await app.stop()
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ app }, use) => use(app.origin),

  refused: async ({}, use) => {
    const refused: string[] = []
    await use(refused)
    expect(refused).toEqual([])
  },

  context: async ({ context, app, refused }, use) => {
    const problems = await watchBrowser(context, app.origin, refused)
    await use(context)
    expect(problems).toEqual([])
    const cookies = await context.cookies()
    expect(cookies.flatMap((cookie) => cookieFaults(cookie, false))).toEqual([])
  },

  page: async ({ page, javaScriptEnabled }, use) => {
    const goto = page.goto.bind(page)
    // Until then a form is sent as it is without JavaScript, and React undoes what is done to the page: other tests.
    page.goto = async (...args) => {
      const response = await goto(...args)
      if (javaScriptEnabled) await page.waitForFunction(isHydrated)
      return response
    }
    await use(page)
  },
})

/** Whether React has taken over the document, if the page has any code: only its root knows. */
function isHydrated(): boolean {
  if (!document.querySelector('[type="module"]')) return true
  const key = Object.keys(document).find((name) => name.startsWith('__reactContainer$'))
  return (
    key !== undefined && !Reflect.get(document, key).stateNode.current.memoizedState.isDehydrated
  )
}

/** Puts a new person's session into the browser, as a sign-in would; a password is for who signs in again. */
export async function signInAsNewPerson(app: App, context: BrowserContext, password?: string) {
  const person = app.createPerson(undefined, password)
  const { cookies } = person
  await context.addCookies(
    Object.entries(cookies).map(([name, value]) => ({ name, value, url: app.origin })),
  )
  return person
}

/** Chooses a theme in the settings form, which need not be one that it offers. */
export async function chooseTheme(page: Page, theme: string) {
  await page.getByRole('radio', { name: 'Dark' }).evaluate((radio: HTMLInputElement, value) => {
    radio.value = value
    radio.checked = true
  }, theme)
}

/** Waits for Clerk's script, which comes with the first sign of a person. */
export async function waitForClerk(page: Page) {
  await page.waitForFunction(() => {
    document.dispatchEvent(new Event('pointermove'))
    return window.Clerk?.session
  })
}

/** The avatar, once a click opens Clerk's menu and no longer leads to the profile. */
export const avatar = (page: Page) =>
  page.getByRole('link', { name: 'Your account' }).and(page.locator('[aria-haspopup]'))
