import { type BrowserContext, expect, type Page } from '@playwright/test'
import { longestUserAgent } from '#app/request-scope.server.ts'
import type { App } from '../support/app.ts'
import { writeActivity } from '../support/activity.ts'
import { avatar, chooseTheme, test } from '../support/browser.ts'
import { sendWebhook, sessionEvent } from '../support/clerk-message.ts'
import { hostileAddresses, hostileText, hostileTexts } from '../support/hostile-texts.ts'

// That nothing was even stopped by the security policy, every browser test checks.
async function expectNothingRan(page: Page) {
  expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false)
}

/** A person whose very name is an attack, signed in in this browser. */
async function enterAsAttacker(app: App, context: BrowserContext) {
  const person = { email: `${crypto.randomUUID()}@example.com`, password: 'a good passphrase' }
  const { id } = app.clerk.createUser({ ...person, firstName: hostileText, lastName: hostileText })
  const session = app.clerk.signIn(id, app.origin)
  const cookies = Object.entries(session.cookies)
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: app.origin })))
  return { ...person, userId: id, authorization: { authorization: `Bearer ${session.token}` } }
}

const setCookie = (app: App, context: BrowserContext, name: string, value: object | string) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const encoded = encodeURIComponent(Buffer.from(text, 'latin1').toString('base64'))
  return context.addCookies([{ name, value: encoded, url: app.origin }])
}

const encoded = encodeURIComponent(hostileText)

test('what others send is shown as text', async ({ app, context, page }) => {
  const { userId, authorization } = await enterAsAttacker(app, context)
  const now = new Date().toISOString()
  await writeActivity(
    app,
    userId,
    hostileTexts.map((userAgent) => ({ timestamp: now, userAgent })),
  )
  const request = { client_ip: hostileText, user_agent: hostileText }
  const event = sessionEvent('session.created', userId, 'sess_attack', {
    event_attributes: { http_request: request },
  })
  expect((await sendWebhook(app, event)).status).toBe(204)
  const hello = await fetch(`${app.origin}/api/hello-world`, {
    headers: { ...authorization, 'user-agent': `${hostileTexts[0]} ${hostileTexts[1]}` },
  })
  expect(hello.status).toBe(200)

  await page.goto('/activity', { waitUntil: 'networkidle' })
  const shown = page.getByRole('main').getByRole('listitem')
  for (const text of hostileTexts)
    await expect(shown.getByTitle(text, { exact: true })).toHaveText(text)
  const clients = `${hostileTexts[0]} ${hostileTexts[1]}`
  await expect(shown.getByTitle(clients, { exact: true })).toHaveText(`127.0.0.1 · ${clients}`)
  const kept = hostileText.slice(0, longestUserAgent)
  await expect(shown.getByTitle(kept, { exact: true })).toHaveText(kept)
  await expectNothingRan(page)
})

test('a name is shown as text, by Clerk too', async ({ app, context, page }) => {
  await enterAsAttacker(app, context)
  await page.goto('/')
  await avatar(page).click()
  await expect(page.getByText(hostileText).first()).toBeVisible()
  await page.goto('/profile')
  await expect(page.getByText(hostileText).first()).toBeVisible()
  await expectNothingRan(page)
})

test('what an address says is shown as text or not at all', async ({
  app,
  context,
  page,
  refused,
}) => {
  await enterAsAttacker(app, context)
  const addresses = [
    `/${encoded}`,
    `/settings/${encoded}?${encoded}`,
    `/?index&${encoded}=${encoded}#${encoded}`,
    `/activity?action=${encoded}&from=${encoded}&to=${encoded}&cursor=${encoded}&${encoded}=`,
    `/activity/download?action=${encoded}&until=${encoded}&cursor=${encoded}`,
    `/docs/problems/${encoded}`,
    `/account?failed=${encoded}&file=${encoded}&after=${encoded}`,
    `/account/deleted?unfinished=${encoded}`,
    `/profile/${encoded}`,
    `/sign-out?author=${encoded}`,
  ]
  for (const address of addresses) {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNothingRan(page)
  }
  expect(new Set(refused.splice(0).map((line) => line.slice(0, 3)))).toEqual(
    new Set(['400', '404']),
  )
})

test('what an address says is shown as text in the browser alone, without a document', async ({
  app,
  context,
  page,
}) => {
  await enterAsAttacker(app, context)
  await page.goto('/')
  await page.evaluate((path) => {
    const link = document.querySelector<HTMLAnchorElement>('a[href="/settings"]')
    link?.setAttribute('href', path)
  }, `/settings?${encoded}`)
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
  await expectNothingRan(page)
})

test('what a form or a cookie says is shown as text or not at all', async ({
  app,
  context,
  page,
  refused,
}) => {
  const { userId } = await enterAsAttacker(app, context)
  await page.goto('/account/delete')
  await page.getByLabel('Type “delete my account”').fill(hostileText)
  await page.getByRole('button', { name: 'Delete my account' }).click()
  await expect(page.getByText('Type “delete my account”.')).toBeVisible()
  await expect(page.getByLabel('Type “delete my account”')).toHaveValue(hostileText)
  await expectNothingRan(page)

  await page.goto('/settings')
  await chooseTheme(page, hostileText)
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Choose light, dark or system.')).toBeVisible()
  await expectNothingRan(page)
  expect(refused.splice(0).map((line) => line.slice(0, 3))).toEqual(['422', '422'])

  const fields = new URLSearchParams({ confirmation: hostileTexts[1] ?? '' }).toString()
  await setCookie(app, context, 'kept-form', { path: '/account/delete', author: userId, fields })
  await setCookie(app, context, 'notice', { tone: 'danger', text: hostileTexts.slice(0, 4).join() })
  await page.goto('/account/delete')
  await expect(page.getByLabel('Type “delete my account”')).toHaveValue(hostileTexts[1] ?? '')
  await expect(
    page.getByText(hostileTexts.slice(0, 4).join()).filter({ visible: true }),
  ).toBeVisible()
  await setCookie(app, context, 'theme', { userId, theme: hostileTexts[1] })
  await setCookie(app, context, 'deletion', { userId, dueAt: hostileTexts[1] })
  await page.goto('/settings')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expectNothingRan(page)
})

for (const [what, address] of [
  ['of another site', 'https://elsewhere.example/'],
  ['that is script', hostileAddresses[0]],
] as const) {
  test(`a sign-in leads to no address ${what}`, async ({ app, page }) => {
    const { email } = app.createPerson(undefined, 'a good passphrase')
    const wishes = ['redirect_url', 'sign_in_force_redirect_url', 'sign_in_fallback_redirect_url']
    const query = new URLSearchParams(wishes.map((name) => [name, address ?? '']))
    await page.goto(`/sign-in?${query}`)
    await page.getByLabel('Email address').fill(email)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.getByLabel('Password', { exact: true }).fill('a good passphrase')
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Say hello' })).toBeVisible()
    expect(new URL(page.url()).origin).toBe(app.origin)
    await expectNothingRan(page)
  })
}
