import { expect, type Page } from '@playwright/test'
import { emailCode } from '#dev/clerk/instance.ts'
import { seedUser } from '#dev/clerk/local-clerk.ts'
import { signIn, signOut, test } from '../support/clerk-browser.ts'

const newcomer = { email: 'grace@example.com', password: 'a long enough password' }

test('signs up with a code by e-mail, and can sign in again', async ({ page }) => {
  await fillIn(page, newcomer)
  await page.getByLabel('Enter verification code').fill(emailCode)
  await page.getByRole('button', { name: 'Open user menu' }).click()
  await expect(page.getByText(newcomer.email)).toBeVisible()
  await page.reload()
  await signOut(page)
  await signIn(page, newcomer)
})

test('does not let a wrong code through', async ({ page, local }) => {
  await fillIn(page, newcomer)
  await page.getByLabel('Enter verification code').fill('000000')
  await expect(page.getByTestId('form-feedback-error')).toHaveText('Incorrect code')
  expect(local.refused.splice(0)).toEqual([
    '422 /__clerk/v1/client/sign_ups/sua/attempt_verification',
  ])
})

test('refuses an address that is taken', async ({ page, local }) => {
  await fillIn(page, { ...newcomer, email: seedUser.email.toUpperCase() })
  await expect(page.getByTestId('form-feedback-error')).toHaveText(/is taken/)
  expect(local.refused.splice(0)).toEqual(['422 /__clerk/v1/client/sign_ups'])
})

test('asks for a longer password', async ({ page }) => {
  await page.goto('/sign-up')
  await page.getByLabel('Email address').fill(newcomer.email)
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByLabel('Email address').focus()
  await expect(page.getByText(/must contain 8 or more characters/).first()).toBeVisible()
})

async function fillIn(page: Page, { email, password }: typeof newcomer): Promise<void> {
  await page.goto('/sign-up')
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  // The button moves under a click, as Clerk judges the password when the field is left.
  await page.getByLabel('Password', { exact: true }).press('Enter')
}
