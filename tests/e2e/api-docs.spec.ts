import { expect } from '@playwright/test'
import { signInAsNewPerson, test } from '../support/browser.ts'

test('the reference sends a request as the person who is signed in', async ({
  page,
  app,
  context,
}) => {
  const { userId } = await signInAsNewPerson(app, context)
  await page.goto('/docs/api')
  const hello = page.locator('#operations-Hello-sayHello')
  await hello
    .getByRole('button', { name: /hello-world/ })
    .first()
    .click()
  await hello.getByRole('button', { name: 'Execute' }).click()
  const answer = hello.locator('.live-responses-table')
  await expect(answer).toContainText(userId)
  await expect(answer).toContainText('"requestCount": 1')
})

test('its renderer is loaded there alone', async ({ page, context }) => {
  const scripts: string[] = []
  context.on('response', (response) => {
    if (/swagger/i.test(response.url())) scripts.push(response.url())
  })
  await page.goto('/', { waitUntil: 'networkidle' })
  expect(scripts).toEqual([])
  await page.goto('/docs/api', { waitUntil: 'networkidle' })
  expect(scripts.length).toBeGreaterThan(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('lists what there is', async ({ page }) => {
    await page.goto('/docs/api')
    await expect(page.getByText('PATCH /api/user/settings')).toBeVisible()
  })
})
