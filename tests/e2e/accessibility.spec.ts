import { type BrowserContext, expect, type Page } from '@playwright/test'
import routes from '#app/routes.ts'
import type { App } from '../support/app.ts'
import { writeActivity } from '../support/activity.ts'
import { avatar, chooseTheme, signInAsNewPerson, test } from '../support/browser.ts'
import { accessibilityFaults } from '../support/check-accessibility.ts'

interface Visit {
  app: App
  page: Page
  context: BrowserContext
  person: ReturnType<App['createPerson']>
}
/** What is shown, the route's path, the address, and what is done there first. */
type State = [
  name: string,
  route: string,
  address: string,
  act?: (visit: Visit) => Promise<unknown>,
]

const signedOut: State[] = [
  ['home', '/', '/'],
  ['sign-in', 'sign-in/*', '/sign-in', clerkIsThere],
  ['sign-in with an error', 'sign-in/*', '/sign-in', refuseSignIn],
  ['sign-up', 'sign-up/*', '/sign-up', clerkIsThere],
  ['reference', 'docs/api', '/docs/api'],
  ['reference with details', 'docs/api', '/docs/api', showDetails],
  ['problems', 'docs/problems', '/docs/problems'],
  ['a problem', 'docs/problems/:name', '/docs/problems/not-found'],
  ['after a deletion', 'account/deleted', '/account/deleted'],
  ['during a deletion', 'account/deleted', '/account/deleted?unfinished'],
  ['no such page', '*', '/no/such/page'],
]

const signedIn: State[] = [
  ['home', '/', '/'],
  ['user menu', '/', '/', openUserMenu],
  [
    'profile',
    'profile/*',
    '/profile',
    ({ page }) => page.locator('.cl-userProfile-root').waitFor(),
  ],
  ['settings', 'settings', '/settings'],
  ['settings with an error', 'settings', '/settings', saveWrongTheme],
  ['settings that changed meanwhile', 'settings', '/settings', saveOverNewer],
  ['settings that are saved', 'settings', '/settings', saveSettings],
  ['account', 'account', '/account'],
  ['account after a failure', 'account', '/account?failed=export'],
  ['deletion', 'account/delete', '/account/delete'],
  ['deletion with an error', 'account/delete', '/account/delete', deleteWithoutPhrase],
  ['sign-out', 'sign-out', '/sign-out'],
  ['no activity', 'activity', '/activity'],
  ['nothing to download', 'activity/download', '/activity/download'],
  ['activity with an error', 'activity', '/activity?from=2020-01-02&to=2020-01-01'],
  ['activity with a bad address', 'activity', '/activity?cursor=none'],
  ['activity that matches nothing', 'activity', '/activity?action=user_signin&to=2020-01-01'],
  ['activity', 'activity', '/activity', seeActivity],
  ['download', 'activity/download', '/activity/download'],
  ['download with a bad address', 'activity/download', '/activity/download?cursor=none'],
  ['home with a hello', '/', '/', sayHello],
  ['a page that fails', 'settings', '/settings', breakSettings],
  ['account that is to be deleted', 'account', '/account/delete', askForDeletion],
]

const pages = routes.filter(({ file }) => file.endsWith('.tsx')).map(({ path = '/' }) => path)
const listed = new Set([...signedOut, ...signedIn].map(([, route]) => route))
// A page that nobody listed, such as a new one, is looked at as it opens, if its path is an address.
for (const path of pages)
  if (!listed.has(path) && !/[:*]/.test(path)) signedIn.push([path, path, `/${path}`])

test('every page has its accessibility checked', () => {
  const checked = [...signedOut, ...signedIn].map(([, route]) => route)
  expect(new Set(checked)).toEqual(new Set(pages))
})

const half = Math.ceil(signedIn.length / 2)
for (const [who, states] of [
  ['signed out', signedOut],
  ['signed in', signedIn.slice(0, half)],
  ['signed in, further on', signedIn.slice(half)],
] as const) {
  test(`axe finds nothing on any page, ${who}`, async ({ app, page, context, refused }) => {
    test.setTimeout(300_000)
    const isSignedIn = who !== 'signed out'
    const person = isSignedIn ? await signInAsNewPerson(app, context) : app.createPerson()
    await changeSettings(app, person, 'system')
    const faults: string[] = []
    for (const [name, , address, act] of states) {
      await page.goto(address)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await act?.({ app, page, context, person })
      faults.push(...(await accessibilityFaults(page, name)))
    }
    expect(faults).toEqual([])
    refused.length = 0
  })
}

async function changeSettings(app: App, person: Visit['person'], theme: string) {
  const headers = { ...person.authorization, 'content-type': 'application/json' }
  const body = JSON.stringify({ theme })
  const url = `${app.origin}/api/user/settings`
  expect((await fetch(url, { method: 'PUT', headers, body })).status).toBe(200)
}

function clerkIsThere({ page }: Visit) {
  return page.getByLabel('Email address').waitFor()
}

async function showDetails({ page }: Visit) {
  await page.getByRole('button', { name: 'Show details' }).click()
  await page.locator('.swagger-ui .opblock').first().waitFor()
}

async function refuseSignIn({ page }: Visit) {
  await page.getByLabel('Email address').fill('nobody@example.com')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByTestId('form-feedback-error').waitFor()
}

async function openUserMenu({ page }: Visit) {
  await avatar(page).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

async function saveWrongTheme({ page }: Visit) {
  await chooseTheme(page, 'pink')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await page.getByText('Choose light, dark or system.').waitFor()
}

async function saveOverNewer({ app, page, person }: Visit) {
  await changeSettings(app, person, 'light')
  await changeSettings(app, person, 'system')
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await page.getByText('changed elsewhere meanwhile').waitFor()
}

async function saveSettings({ page }: Visit) {
  await page.getByRole('checkbox', { name: 'Notifications' }).uncheck()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await page.getByText('Your settings are saved.').filter({ visible: true }).waitFor()
}

async function deleteWithoutPhrase({ page }: Visit) {
  await page.getByRole('button', { name: 'Delete my account' }).click()
  await page.getByText('Type “delete my account”.').waitFor()
}

async function askForDeletion({ page }: Visit) {
  await page.getByLabel('Type “delete my account”').fill('delete my account')
  await page.getByRole('button', { name: 'Delete my account' }).click()
  await page.getByRole('button', { name: 'Keep my account' }).waitFor()
}

async function seeActivity({ app, page, person }: Visit) {
  const rows = Array.from({ length: 21 }, (_, n) => ({
    timestamp: new Date(Date.now() - n * 86_400_000).toISOString(),
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36',
  }))
  await writeActivity(app, person.userId, rows)
  await page.reload()
  await page.getByRole('link', { name: 'Older' }).waitFor()
}

async function sayHello({ page }: Visit) {
  await page.getByRole('button', { name: /^Say hello/ }).click()
  await page.getByTestId('request-count').waitFor()
}

async function breakSettings({ app, page }: Visit) {
  await app.sql`alter table user_settings rename to user_settings_away`
  try {
    await page.reload()
  } finally {
    await app.sql`alter table user_settings_away rename to user_settings`
  }
  await page.getByRole('heading', { name: 'Something went wrong' }).waitFor()
}
