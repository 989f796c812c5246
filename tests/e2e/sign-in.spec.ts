import { expect, type Page } from '@playwright/test'
import { emailCode } from '#dev/clerk/instance.ts'
import { seedUser } from '#dev/clerk/local-clerk.ts'
import { avatar, signInAsNewPerson, test } from '../support/browser.ts'

const next = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true })
const hello = (page: Page) => page.getByRole('button', { name: /^Say hello/ })

async function giveEmail(page: Page, email: string) {
  await page.getByLabel('Email address').fill(email)
  await next(page).click()
}

async function givePassword(page: Page, password: string) {
  await page.getByLabel('Password', { exact: true }).fill(password)
  await next(page).click()
}

test('signs up with a code by e-mail, and is signed in on the server too', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Email address').fill('grace@example.com')
  await page.getByLabel('Password', { exact: true }).fill('a good passphrase')
  await next(page).click()
  await page.getByLabel('Enter verification code').fill(emailCode)
  await expect(hello(page)).toBeVisible()
  await page.reload()
  await expect(hello(page)).toBeVisible()
})

test('signs in and comes back to the page that asked for it', async ({ page }) => {
  await page.goto('/settings')
  await expect(page).toHaveURL(/\/sign-in\?redirect_url=%2Fsettings/)
  await giveEmail(page, seedUser.email)
  await givePassword(page, seedUser.password)
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await expect(page).toHaveURL('/settings')
})

test('refuses a wrong password and an unknown person', async ({ page, refused }) => {
  await page.goto('/sign-in')
  await giveEmail(page, 'nobody@example.com')
  await expect(page.getByTestId('form-feedback-error')).toHaveText("Couldn't find your account.")
  await giveEmail(page, seedUser.email)
  await givePassword(page, 'not the password')
  await expect(page.getByTestId('form-feedback-error')).toHaveText(/^Password is incorrect/)
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
  expect(refused.splice(0)).toEqual([
    '422 /__clerk/v1/client/sign_ins',
    '422 /__clerk/v1/client/sign_ins/sia/attempt_first_factor',
  ])
})

test('signs out in the user menu', async ({ page, app, context }) => {
  await signInAsNewPerson(app, context)
  await page.goto('/settings')
  await avatar(page).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
  await page.goto('/settings')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('deletes the account in the profile', async ({ page, app, context }) => {
  await signInAsNewPerson(app, context)
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Security' }).click()
  await page.getByRole('button', { name: 'Delete account' }).click()
  await page.getByLabel(/Type .*Delete account/).fill('Delete account')
  await page.getByRole('button', { name: 'Delete account' }).last().click()
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('says that signing in needs it', async ({ page }) => {
    await page.goto('/sign-in')
    await expect(page.getByText('Signing in needs JavaScript')).toBeVisible()
  })

  test('signs out in the profile', async ({ page, app, context }) => {
    await signInAsNewPerson(app, context)
    await page.goto('/')
    await page.getByRole('link', { name: 'Your account' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
    await page.goto('/settings')
    await expect(page).toHaveURL(/\/sign-in/)
  })
})
