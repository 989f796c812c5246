import { expect } from '@playwright/test'
import { test } from '../support/browser.ts'

test('a page that does not exist says so, with its status', async ({ page, refused }) => {
  const response = await page.goto('/no/such/page')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await expect(page).toHaveTitle('There is no such page · Groundwork')
  await page.getByRole('link', { name: 'Go to the home page' }).click()
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
  expect(refused.splice(0)).toEqual(['404 /no/such/page'])
})
