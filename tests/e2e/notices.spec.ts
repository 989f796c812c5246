import { expect, type Page } from '@playwright/test'
import { signInAsNewPerson, test } from '../support/browser.ts'

const box = (page: Page) =>
  page.getByRole('main').getByRole('status').getByText('Your settings are saved.')
const save = (page: Page) => page.getByRole('button', { name: 'Save settings' }).click()

test.beforeEach(({ app, context }) => signInAsNewPerson(app, context))

test('a notice whose toast cannot be loaded is in the page, and the next is a toast again', async ({
  page,
}) => {
  await page.goto('/settings')
  await page.route('**/assets/toaster*', (route) => route.abort())
  await save(page)
  await expect(box(page)).toBeVisible()
  await page.unroute('**/assets/toaster*')
  await save(page)
  await expect(page.getByText('Your settings are saved.').filter({ visible: true })).toBeVisible()
  await expect(box(page)).toHaveCount(0)
})

test('the page of an error tells a notice that comes with it', async ({
  app,
  context,
  page,
  refused,
}) => {
  await page.goto('/')
  await page.route('**/assets/toaster*', (route) => route.abort())
  const value = btoa(JSON.stringify({ tone: 'success', text: 'Your settings are saved.' }))
  await context.addCookies([{ name: 'notice', value, url: app.origin, sameSite: 'Lax' }])
  await app.sql`alter table user_settings rename to user_settings_away`
  try {
    await page.getByRole('link', { name: 'Settings' }).click()
    // With the styles, which the page of an error fetches anew: without them hidden boxes show, too.
    const heading = page.getByRole('heading', { name: 'Something went wrong' })
    await expect(heading).toHaveCSS('text-align', 'center')
    await expect(box(page)).toBeVisible()
    await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible()
  } finally {
    await app.sql`alter table user_settings_away rename to user_settings`
  }
  expect(refused.splice(0)).toEqual(['500 /settings.data'])
})

test('a notice is told where scripts may run, but none of the app arrives', async ({ context }) => {
  await context.route('**/assets/*.js', (route) => route.abort())
  const page = await context.newPage()
  await page.goto('/settings')
  await save(page)
  await expect(box(page)).toBeVisible()
})
