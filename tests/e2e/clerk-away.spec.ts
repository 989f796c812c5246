import { expect, type Page } from '@playwright/test'
import { avatar, signInAsNewPerson, test, waitForClerk } from '../support/browser.ts'

const scripts = '**/__clerk/npm/**'
const signOuts = /\/__clerk\/v1\/client\/sessions\?/
const uiScript = /\/__clerk\/npm\/@clerk\/ui/

/** Clerk's script does not come, or not whole. */
const withoutClerk = (page: Page, which: string | RegExp = scripts) =>
  page.route(which, (route) => route.fulfill({ body: '', contentType: 'text/javascript' }))

/** So much later that what is said by then is said. */
const letTimePass = (page: Page) =>
  page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()))

test('signing out does not wait for a Clerk that never answers', async ({ app, context, page }) => {
  await page.clock.install()
  const { sessionId } = await signInAsNewPerson(app, context)
  await page.goto('/sign-out')
  await waitForClerk(page)
  await page.route(signOuts, () => {})
  const asked = page.waitForRequest(signOuts)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await asked
  await page.clock.runFor(5_000)
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
  expect(await app.askClerkAboutSession(sessionId)).toMatchObject({ status: 'revoked' })
})

for (const [what, path, address] of [
  ['Sign-in', '/sign-in', '/sign-in?redirect_url=%2Fsettings'],
  ['Sign-up', '/sign-up', '/sign-up'],
] as const)
  test(`${path} says that it could not be loaded, and tries again`, async ({ page }) => {
    await withoutClerk(page)
    await page.goto(address)
    await expect(page.getByText('Loading…')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Try again' })).toHaveCount(0)
    await letTimePass(page)
    await expect(page.getByText(`${what} could not be loaded.`)).toBeVisible()
    await expect(page.getByText('Loading…')).toBeHidden()
    await page.unroute(scripts)
    await page.getByRole('link', { name: 'Try again' }).click()
    await expect(page).toHaveURL(address)
    await expect(page.getByLabel('Email address')).toBeVisible()
    await expect(page.getByText('could not be loaded')).toHaveCount(0)
  })

for (const [what, missing] of [
  ['what draws Clerk', '**/assets/clerk-island*'],
  ['the app', '**/assets/*.js'],
] as const)
  test(`/sign-in says so too where the code of ${what} does not come`, async ({ context }) => {
    const page = await context.newPage()
    // The app tells the console.
    await page.addInitScript(() => (console.error = () => {}))
    await page.route(missing, (route) => route.abort())
    await page.goto('/sign-in', { waitUntil: 'networkidle' })
    await expect(page.getByText('Loading…')).toBeVisible()
    await letTimePass(page)
    await expect(page.getByText('Sign-in could not be loaded.')).toBeVisible()
  })

for (const [what, missing] of [
  ['script', scripts],
  ['menu', uiScript],
] as const)
  test(`the avatar leads to the profile while Clerk's ${what} is not there`, async ({
    app,
    context,
    page,
  }) => {
    await page.route(missing, () => {})
    await signInAsNewPerson(app, context)
    await page.goto('/')
    await avatar(page).click()
    await expect(avatar(page)).toHaveCount(0)
    await page.getByRole('link', { name: 'Your account' }).click()
    await expect(page).toHaveURL('/profile')
  })

test('signing out does not wait for a script that never comes', async ({ app, context, page }) => {
  await page.clock.install()
  await page.route(scripts, () => {})
  const { sessionId } = await signInAsNewPerson(app, context)
  await page.goto('/sign-out')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Signing out…' })).toBeDisabled()
  // Not even on another page.
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await page.clock.runFor(5_000)
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
  expect(await app.askClerkAboutSession(sessionId)).toMatchObject({ status: 'revoked' })
})

test.describe('a deletion for which Clerk cannot ask who it is', () => {
  test.beforeEach(async ({ app, context, page, clock }) => {
    await page.clock.install()
    clock.ahead = -11 * 60_000
    await signInAsNewPerson(app, context)
    clock.ahead = 0
  })

  for (const [what, missing, patienceMs] of [
    ['script', scripts, 5_000],
    ['dialog', uiScript, 8_000],
  ] as const)
    test(`names another way where its ${what} does not come`, async ({ page, refused }) => {
      await page.route(missing, () => {})
      await page.goto('/account/delete', { waitUntil: 'commit' })
      if (missing === uiScript) await waitForClerk(page)
      await page.getByLabel('Type “delete my account”').fill('Delete my account')
      await page.getByRole('button', { name: 'Delete my account' }).click()
      const proof = page.getByRole('button', { name: 'Prove it now' })
      await proof.click()
      await expect(proof).toBeDisabled()
      await page.clock.runFor(patienceMs)
      await expect(page.getByRole('alert')).toContainText('You can also sign out, sign in again')
      await expect(proof).toBeEnabled()
      await expect(page.getByLabel('Type “delete my account”')).toHaveValue('Delete my account')
      expect(refused.splice(0)).toEqual([expect.stringMatching(/^403 \/account\/delete/)])
    })
})
