import { type BrowserContext, expect, type Page } from '@playwright/test'
import { siteName } from '#app/site.ts'
import type { App } from '../support/app.ts'
import { signInAsNewPerson, test } from '../support/browser.ts'

// Another tab changed the session of the whole browser, and Clerk's script in this one has not noticed yet.
test.beforeEach(async ({ app, context, page }) => {
  await page.route('**/__clerk/npm/**', (route) =>
    route.fulfill({ body: '', contentType: 'text/javascript' }),
  )
  await signInAsNewPerson(app, context)
})

async function signInElsewhere(app: App, context: BrowserContext) {
  const { authorization } = await signInAsNewPerson(app, context)
  const api = {
    url: `${app.origin}/api/user/settings`,
    headers: { ...authorization, 'content-type': 'application/json' },
  }
  await fetch(api.url, { ...api, method: 'PUT', body: '{"theme":"system"}' })
  return async () => (await fetch(api.url, api)).json()
}

const refusal = (page: Page) =>
  page.getByText('You have signed in as somebody else since').filter({ visible: true })

test("a visit within 30 seconds does not show the one's settings to the other", async ({
  app,
  context,
  page,
}) => {
  await page.goto('/account')
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('radio', { name: 'Light' })).toBeChecked()
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Your account', exact: true })).toBeVisible()
  await signInElsewhere(app, context)
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('radio', { name: 'System' })).toBeChecked()
})

test('who signs out and in again within 30 seconds is shown what is saved by then', async ({
  app,
  context,
  page,
}) => {
  const { authorization } = await signInAsNewPerson(app, context)
  await page.goto('/account')
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('radio', { name: 'Light' })).toBeChecked()
  const cookies = await context.cookies()
  await context.clearCookies()
  await page.getByRole('link', { name: siteName }).click()
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()

  const change = await fetch(`${app.origin}/api/user/settings`, {
    method: 'PUT',
    headers: { ...authorization, 'content-type': 'application/json' },
    body: '{"theme":"system"}',
  })
  expect(change.status).toBe(200)
  await context.addCookies(cookies)
  await page.getByRole('link', { name: siteName }).click()
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('radio', { name: 'System' })).toBeChecked()
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test("the one's form does not change the other's settings", async ({ app, context, page }) => {
      await page.goto('/settings')
      const readSettings = await signInElsewhere(app, context)
      await page.getByRole('radio', { name: 'Dark' }).check()
      await page.getByRole('button', { name: 'Save settings' }).click()
      await expect(refusal(page)).toBeVisible()
      await expect(page.getByRole('radio', { name: 'System' })).toBeChecked()
      expect(await readSettings()).toMatchObject({ theme: 'system' })

      await page.getByRole('radio', { name: 'Dark' }).check()
      await page.getByRole('button', { name: 'Save settings' }).click()
      await expect(page.getByText('are saved.').filter({ visible: true })).toBeVisible()
      expect(await readSettings()).toMatchObject({ theme: 'dark' })
    })

    test("the one's form does not delete the other's account", async ({ app, context, page }) => {
      await page.goto('/account/delete')
      await signInElsewhere(app, context)
      await page.getByLabel('Type “delete my account”').fill('delete my account')
      await page.getByRole('button', { name: 'Delete my account' }).click()
      await expect(refusal(page)).toBeVisible()
      await page.goto('/account')
      await expect(page.getByRole('link', { name: 'Delete my account…' })).toBeVisible()
    })
  })
}
