import { expect } from '@playwright/test'
import { emailCode } from '#dev/clerk/instance.ts'
import {
  enterAs,
  sessionClaims,
  signIn,
  signOut,
  submitEmail,
  test,
} from '../support/clerk-browser.ts'

const tenMinutes = 10 * 60_000

const person = {
  email: 'grace@example.com',
  password: 'grace-password',
  firstName: 'Grace',
  lastName: 'Hopper',
}

test.beforeEach(async ({ page, local }) => enterAs(page, local, person))

test('changes the name', async ({ page }) => {
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Update profile' }).click()
  await page.getByLabel('First name').fill('Amazing')
  await page.getByLabel('Last name').fill('Grace')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Amazing Grace')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Amazing Grace')).toBeVisible()
})

test('changes the picture and removes it', async ({ page }) => {
  await page.goto('/profile')
  const picture = page.getByRole('img', { name: 'Grace Hopper' }).first()
  await expect(picture).toHaveAttribute('src', /avatar_placeholder/)
  await page.getByRole('button', { name: 'Update profile' }).click()
  await page.locator('input[type=file]').setInputFiles({
    name: 'dot.png',
    mimeType: 'image/png',
    buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 8, height: 8 } }),
  })
  await expect(picture).toHaveAttribute('src', /img_/)
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(8)
  await page.getByRole('button', { name: 'Update profile' }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(picture).toHaveAttribute('src', /avatar_placeholder/)
})

test('adds an e-mail address, makes it primary and removes the old one', async ({ page }) => {
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Add email address' }).click()
  await page.getByLabel('Email address').fill('admiral@example.com')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByLabel('Enter verification code').fill(emailCode)

  const added = page.locator('.cl-profileSectionItem__emailAddresses', { hasText: 'admiral' })
  await added.getByRole('button', { name: 'Open menu' }).click()
  await page.getByRole('menuitem', { name: 'Set as primary' }).click()
  await expect(added.getByText('Primary')).toBeVisible()

  const old = page.locator('.cl-profileSectionItem__emailAddresses', { hasText: person.email })
  await old.getByRole('button', { name: 'Open menu' }).click()
  await page.getByRole('menuitem', { name: 'Remove email' }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(old).toHaveCount(0)
})

test('changes the password', async ({ page }) => {
  const password = 'a different password'
  await page.goto('/profile/security')
  await page.getByRole('button', { name: 'Update password' }).click()
  await page.getByLabel('New password').fill(password)
  await page.getByLabel('Confirm password').fill(password)
  await page.getByLabel('Confirm password').press('Enter')
  await expect(page.getByLabel('New password')).toBeHidden()
  await page.goto('/')
  await signOut(page)
  await signIn(page, { ...person, password })
})

test('asks for the password again when it was last asked for ten minutes ago', async ({
  page,
  local,
}) => {
  local.clock.ahead = tenMinutes
  await page.goto('/profile/security')
  await page.getByRole('button', { name: 'Update password' }).click()
  expect((await sessionClaims(page)).fva).toEqual([10, -1])
  await page.getByLabel('New password').fill('a different password')
  await page.getByLabel('Confirm password').fill('a different password')
  await page.getByLabel('Confirm password').press('Enter')
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByLabel('New password')).toBeHidden()
  expect((await sessionClaims(page)).fva).toEqual([0, -1])
  expect(local.refused.splice(0)).toEqual(['403 /__clerk/v1/me/change_password'])
})

test('signs another device out', async ({ page, browser, local }) => {
  const elsewhere = await browser.newPage({ baseURL: local.origin })
  await signIn(elsewhere, person)
  await page.goto('/profile/security')
  await page.getByRole('button', { name: 'Open menu' }).click()
  const revoked = page.waitForResponse(/revoke/)
  await page.getByRole('menuitem', { name: 'Sign out of device' }).click()
  await revoked
  await page.reload()
  await expect(page.getByText('This device')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open menu' })).toHaveCount(0)
  await elsewhere.reload()
  await expect(elsewhere.getByText('Signed out')).toBeVisible()
  await elsewhere.close()
})

test('deletes the account', async ({ page, local }) => {
  await page.goto('/profile/security')
  await page.getByRole('button', { name: 'Delete account' }).click()
  await page.getByLabel(/Type "Delete account"/).fill('Delete account')
  await page.getByRole('button', { name: 'Delete account' }).last().click()
  await expect(page.getByText('Signed out')).toBeVisible()
  await submitEmail(page, person.email)
  await expect(page.getByTestId('form-feedback-error')).toHaveText("Couldn't find your account.")
  expect(local.refused.splice(0)).toEqual(['422 /__clerk/v1/client/sign_ins'])
})
