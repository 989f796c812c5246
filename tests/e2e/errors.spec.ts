import { expect } from '@playwright/test'
import { titled } from '#app/site.ts'
import { signInAsNewPerson, test, waitForClerk } from '../support/browser.ts'

test('a page that does not exist says so, with its status', async ({ page, refused }) => {
  const response = await page.goto('/no/such/page')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await expect(page).toHaveTitle(titled('There is no such page'))
  await page.getByRole('link', { name: 'Go to the home page' }).click()
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
  expect(refused.splice(0)).toEqual(['404 /no/such/page'])
})

test('a page that fails gives the id of the very request that failed', async ({
  app,
  context,
  page,
  refused,
}) => {
  await signInAsNewPerson(app, context)
  await page.goto('/')
  await app.sql`alter table user_settings rename to user_settings_away`
  try {
    const response = await page.goto('/settings', { waitUntil: 'networkidle' })
    const id = response?.headers()['x-request-id'] ?? 'no id'
    await expect(page.getByText('please quote')).toContainText(id)
    await expect(page.getByText('it has been noted')).toBeVisible()

    // What fails in the browser later is another request, whose id the page does not know.
    await page.goto('/')
    await waitForClerk(page)
    await page.getByRole('link', { name: 'Settings' }).click()
    await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible()
    await expect(page.getByText('please quote')).toHaveCount(0)
    await expect(page.getByText('it has been noted')).toHaveCount(0)
  } finally {
    await app.sql`alter table user_settings_away rename to user_settings`
  }
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(page.getByRole('button', { name: 'Save settings' })).toBeVisible()
  expect(refused.splice(0)).toEqual([
    '500 /settings',
    expect.stringMatching(/^500 \/settings\.data/),
  ])
})

test('a problem leads to its explanation', async ({ page }) => {
  await page.goto('/docs/problems')
  await page.getByRole('link', { name: 'Changed meanwhile' }).click()
  await expect(page.getByRole('heading', { name: 'Changed meanwhile' })).toBeVisible()
})
