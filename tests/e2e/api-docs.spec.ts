import { expect } from '@playwright/test'
import { signInAsNewPerson, test } from '../support/browser.ts'

test('the reference sends a request as the person who is signed in', async ({
  page,
  app,
  context,
}) => {
  const { userId } = await signInAsNewPerson(app, context)
  await page.goto('/docs/api')
  await page.getByRole('button', { name: 'Show details' }).click()
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

test('its renderer is loaded on demand, and where the address names a part of it', async ({
  page,
  context,
}) => {
  const files: string[] = []
  context.on('response', (response) => {
    if (/swagger|draw-api-reference/i.test(response.url())) files.push(response.url())
  })
  await page.goto('/docs/api', { waitUntil: 'networkidle' })
  expect(files).toEqual([])
  await page.goto('/docs/problems')
  await page.goto('/docs/api#/Hello/sayHello')
  const hello = page.locator('#operations-Hello-sayHello')
  await expect(hello.getByRole('button', { name: 'Execute' })).toBeVisible()
  expect(files.length).toBeGreaterThan(0)
})

test('where its renderer does not load, the list stays, and says so', async ({ page }) => {
  await page.route('**/*draw-api-reference*.js', (route) => route.abort())
  await page.goto('/docs/api')
  await page.getByRole('button', { name: 'Show details' }).click()
  await expect(page.getByRole('alert')).toContainText('did not load')
  await expect(page.getByText('PATCH /api/user/settings')).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('lists what there is', async ({ page }) => {
    await page.goto('/docs/api')
    await expect(page.getByText('PATCH /api/user/settings')).toBeVisible()
  })
})
