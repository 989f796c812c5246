import { expect, type Page } from '@playwright/test'
import { signInAsNewPerson, test, waitForClerk } from '../support/browser.ts'

async function leave(page: Page) {
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Your account', exact: true })).toBeVisible()
}

async function clickToSettings(page: Page) {
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
}

/** How often the page asked for the settings; who is signed in is asked for on every page. */
function countReads(page: Page): () => number {
  let count = 0
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    const isRead = pathname === '/settings.data' && request.method() === 'GET'
    if (isRead && searchParams.get('_routes') !== 'root') count += 1
  })
  return () => count
}

test.beforeEach(async ({ app, context, page }) => {
  await signInAsNewPerson(app, context)
  await page.goto('/account')
  // Before the page has come to life, a link loads a whole document, and there is no cache.
  await waitForClerk(page)
})

test('a second visit within 30 seconds does not ask for the settings, a later one does', async ({
  page,
}) => {
  await page.clock.install()
  await clickToSettings(page)
  // Clerk's script, when it is ready, may have the page read once more.
  await page.waitForLoadState('networkidle')
  const reads = countReads(page)
  await leave(page)
  await clickToSettings(page)
  expect(reads()).toBe(0)
  await page.clock.fastForward(31_000)
  await leave(page)
  await clickToSettings(page)
  expect(reads()).toBe(1)
})

test('what was saved shows on the next visit', async ({ page }) => {
  await clickToSettings(page)
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Your settings are saved.').filter({ visible: true })).toBeVisible()
  await leave(page)
  await clickToSettings(page)
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
})
