import { expect, type Page } from '@playwright/test'
import { signInAsNewPerson, test, waitForClerk } from '../support/browser.ts'
import { idleForTwoMinutes, openBeforeIdling } from '../support/idle.ts'

function countRedirects(page: Page): () => number {
  let count = 0
  page.on('response', (response) => {
    if (response.status() >= 300 && response.status() < 400) count += 1
  })
  return () => count
}

async function changeSettings(page: Page) {
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('checkbox', { name: 'Notifications' }).uncheck()
  await page.getByRole('button', { name: 'Save settings' }).click()
}

async function expectWhatWasEntered(page: Page) {
  await expect(page.getByText('It is not saved yet.')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Notifications' })).not.toBeChecked()
}

const savedNotice = (page: Page) =>
  page.getByText('Your settings are saved.').filter({ visible: true })

test('an expired token is renewed when a page is opened', async ({ page, app, context }) => {
  await idleForTwoMinutes(app, context, await signInAsNewPerson(app, context))
  const redirects = countRedirects(page)
  await page.goto('/settings')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  expect(redirects()).toBeLessThanOrEqual(3)
})

test('an expired token is renewed when one page leads to another', async ({
  page,
  app,
  context,
}) => {
  // Without Clerk's script nothing but the server renews the session.
  await page.route('**/__clerk/npm/**', (route) =>
    route.fulfill({ body: '', contentType: 'text/javascript' }),
  )
  const person = await signInAsNewPerson(app, context)
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Say hello' })).toBeVisible()
  await idleForTwoMinutes(app, context, person)
  const redirects = countRedirects(page)
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  expect(redirects()).toBeLessThanOrEqual(3)
})

test('a Clerk that accepts and never answers keeps nobody from the next page', async ({
  page,
  app,
  context,
}) => {
  const person = await openBeforeIdling(app, context, page, '/')
  const asked = page.waitForRequest('**/__clerk/v1/client/sessions/*/tokens*')
  await page.route('**/__clerk/v1/client/**', () => {})
  await page.clock.fastForward(120_000)
  await idleForTwoMinutes(app, context, person)
  await page.getByRole('link', { name: 'Settings' }).click()
  await asked
  await page.clock.runFor(3_000)
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
})

test('saving after two idle minutes works without the person noticing', async ({
  page,
  app,
  context,
}) => {
  const person = await openBeforeIdling(app, context, page, '/settings')
  await page.clock.fastForward(120_000)
  await idleForTwoMinutes(app, context, person)
  await changeSettings(page)
  await expect(savedNotice(page)).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
})

test('saving works at once after the page was put away before Clerk was there', async ({
  page,
  app,
  context,
}) => {
  const person = await signInAsNewPerson(app, context)
  await page.goto('/settings')
  await page
    .getByRole('radio', { name: 'Dark' })
    .evaluate((radio: HTMLInputElement) => (radio.checked = true))
  await idleForTwoMinutes(app, context, person)
  expect(await page.evaluate(() => window.Clerk)).toBeUndefined()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(savedNotice(page)).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
})

const password = 'a good passphrase'

async function expectToSignInAgainForTheForm(page: Page, email: string) {
  const redirects = countRedirects(page)
  await changeSettings(page)
  await expect(page).toHaveURL('/sign-in?redirect_url=%2Fsettings')
  await expect(page.getByText('Your session had ended').filter({ visible: true })).toBeVisible()
  expect(redirects()).toBeLessThanOrEqual(3)

  await page.getByLabel('Email address').fill(email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expectWhatWasEntered(page)
}

test('signed out in another tab: says so, and comes back with what was entered', async ({
  page,
  app,
  context,
}) => {
  const { email, sessionId } = await signInAsNewPerson(app, context, password)
  await page.goto('/settings')
  await waitForClerk(page)
  const otherTab = await context.newPage()
  await otherTab.goto('/profile')
  await expect(otherTab.getByRole('button', { name: 'Security' })).toBeVisible()
  await otherTab.getByRole('button', { name: 'Sign out' }).last().click()
  await expect(otherTab.getByRole('link', { name: 'Create an account' })).toBeVisible()
  expect(await app.askClerkAboutSession(sessionId)).not.toMatchObject({ status: 'active' })
  await expectToSignInAgainForTheForm(page, email)
})

test('signed out on another device: says so, and comes back with what was entered', async ({
  page,
  app,
  context,
  refused,
}) => {
  await page.clock.install()
  const { email, sessionId } = await signInAsNewPerson(app, context, password)
  await page.goto('/settings')
  await waitForClerk(page)
  await app.askClerkAboutSession(sessionId, { revoke: true })

  // A token outlives its session by a minute at the most.
  await page.clock.fastForward(120_000)
  await context.clearCookies({ name: /^__session/ })
  await expectToSignInAgainForTheForm(page, email)
  expect(new Set(refused.splice(0))).toEqual(
    new Set(['401 /__clerk/v1/client/sessions/sess/tokens']),
  )
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('nothing that was entered is lost after two idle minutes', async ({
    page,
    app,
    context,
  }) => {
    const person = await signInAsNewPerson(app, context)
    await page.goto('/settings')
    await idleForTwoMinutes(app, context, person)
    const redirects = countRedirects(page)
    await changeSettings(page)
    await expect(page.getByText('Your session had ended')).toBeVisible()
    await expectWhatWasEntered(page)
    expect(redirects()).toBeLessThanOrEqual(4)

    await page.getByRole('button', { name: 'Save settings' }).click()
    await expect(savedNotice(page)).toBeVisible()
    await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  })

  test('a link that leads to the sign-in says that the session had ended', async ({
    page,
    app,
    context,
  }) => {
    const person = await signInAsNewPerson(app, context)
    await page.goto('/')
    await app.askClerkAboutSession(person.sessionId, { revoke: true })
    await idleForTwoMinutes(app, context, person)
    await page.getByRole('link', { name: 'Settings' }).click()
    await expect(page).toHaveURL('/sign-in?redirect_url=%2Fsettings')
    const notice = page.getByText('Your session had ended. Please sign in again.')
    await expect(notice).toBeVisible()
    await page.goto('/settings')
    await expect(page).toHaveURL('/sign-in?redirect_url=%2Fsettings')
    await expect(notice).toHaveCount(0)
  })

  test('signing out after two idle minutes ends the session at Clerk too', async ({
    page,
    app,
    context,
  }) => {
    const person = await signInAsNewPerson(app, context)
    await page.goto('/profile')
    await idleForTwoMinutes(app, context, person)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText('Do you want to sign out in this browser?')).toBeVisible()
    expect(await app.askClerkAboutSession(person.sessionId)).toMatchObject({ status: 'active' })
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
    expect(await app.askClerkAboutSession(person.sessionId)).toMatchObject({ status: 'revoked' })
  })

  test('what one person entered is not shown to the next', async ({ page, app, context }) => {
    const person = await signInAsNewPerson(app, context)
    await idleForTwoMinutes(app, context, person)
    const answer = await context.request.post(`/settings?author=${person.userId}`, {
      headers: { origin: app.origin },
      form: { theme: 'dark' },
      maxRedirects: 0,
    })
    expect(answer.headers()['set-cookie']).toContain('kept-form=')
    await signInAsNewPerson(app, context)
    await page.goto('/settings')
    await expect(page.getByRole('radio', { name: 'Light' })).toBeChecked()
    await expect(page.getByText('It is not saved yet.')).toHaveCount(0)
  })
})
