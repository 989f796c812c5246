import { expect } from '@playwright/test'
import { emailCode } from '#dev/clerk/instance.ts'
import { seedUser } from '#dev/clerk/local-clerk.ts'
import { sessionClaims, signIn, signOut, submitEmail, test } from '../support/clerk-browser.ts'

test('signs in with a password and stays signed in', async ({ page }) => {
  await signIn(page)
  await page.reload()
  await page.getByRole('button', { name: 'Open user menu' }).click()
  await expect(page.getByText('Ada Lovelace')).toBeVisible()
  await expect(page.getByText('ada@example.com')).toBeVisible()
})

test('refuses a wrong password', async ({ page, local }) => {
  await submitEmail(page, seedUser.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page.getByTestId('form-feedback-error')).toHaveText(/^Password is incorrect/)
  expect(local.refused.splice(0)).toEqual([
    '422 /__clerk/v1/client/sign_ins/sia/attempt_first_factor',
  ])
})

test('refuses an unknown person', async ({ page, local }) => {
  await submitEmail(page, 'nobody@example.com')
  await expect(page.getByTestId('form-feedback-error')).toHaveText("Couldn't find your account.")
  expect(local.refused.splice(0)).toEqual(['422 /__clerk/v1/client/sign_ins'])
})

test('signs in with a code by e-mail, after a wrong one', async ({ page, local }) => {
  await submitEmail(page, seedUser.email)
  await page.getByRole('link', { name: 'Use another method' }).click()
  await page.getByRole('button', { name: /Email code to/ }).click()
  await page.getByLabel('Enter verification code').pressSequentially('000000')
  await expect(page.getByTestId('form-feedback-error')).toHaveText('Incorrect code')
  expect(local.refused.splice(0)).toEqual([
    '422 /__clerk/v1/client/sign_ins/sia/attempt_first_factor',
  ])
  await page.getByLabel('Enter verification code').fill(emailCode)
  await expect(page.getByRole('button', { name: 'Open user menu' })).toBeVisible()
  expect(local.lines).toContain(`local Clerk: the code for ${seedUser.email} is ${emailCode}`)
})

test('replaces a forgotten password', async ({ page }) => {
  const password = 'a new password'
  await submitEmail(page, seedUser.email)
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  await page.getByRole('button', { name: 'Reset your password' }).click()
  await page.getByLabel('Enter verification code').fill(emailCode)
  await page.getByLabel('New password').fill(password)
  await page.getByLabel('Confirm password').fill(password)
  // The button moves under a click, as Clerk judges the password when the field is left.
  await page.getByLabel('Confirm password').press('Enter')
  await signOut(page)
  await signIn(page, { ...seedUser, password })
})

test('signs out', async ({ page, context }) => {
  await signIn(page)
  await signOut(page)
  const names = (await context.cookies()).map((cookie) => cookie.name)
  expect(names.filter((name) => name.startsWith('__session'))).toEqual([])
})

test('renews the session token before its minute is over', async ({ page, local }) => {
  await page.clock.install()
  await signIn(page)
  const expiry = async () => (await sessionClaims(page)).exp
  const before = await expiry()
  const minute = 60_000
  local.clock.ahead = minute
  const renewal = page.waitForResponse((response) => response.url().includes('/tokens'))
  await page.clock.fastForward(minute)
  expect((await renewal).status()).toBe(200)
  await expect.poll(expiry).toBeGreaterThanOrEqual(before + 60)
})

test('notices when the session was ended from elsewhere', async ({ page, local }) => {
  await page.clock.install()
  await signIn(page)
  const { sid } = await sessionClaims(page)
  const { CLERK_SECRET_KEY, CLERK_API_URL } = local.environment
  const headers = { authorization: `Bearer ${CLERK_SECRET_KEY}` }
  await fetch(`${CLERK_API_URL}/v1/sessions/${sid}/revoke`, { method: 'POST', headers })
  await page.clock.fastForward(60_000)
  await expect(page.getByRole('button', { name: 'Open user menu' })).toBeHidden()
  const names = async () => (await page.context().cookies()).map(({ name }) => name)
  await expect.poll(names).not.toContain('__session')
  expect(local.refused.splice(0)).toContain('401 /__clerk/v1/client/sessions/sess/tokens')
})

test('starts afresh in a browser that remembers a state which was reset', async ({
  page,
  context,
  local,
}) => {
  const remembered = { __clerk_db_jwt: 'dvb_gone', __client_uat: '1700000000', __session: 'x.y.z' }
  await context.addCookies(
    Object.entries(remembered).map(([name, value]) => ({ name, value, url: local.origin })),
  )
  await page.goto('/')
  await expect(page.getByText('Signed out')).toBeVisible()
  expect(local.refused.splice(0).toSorted()).toEqual([
    '401 /__clerk/v1/client',
    '401 /__clerk/v1/environment',
  ])
  await signIn(page)
})

test.describe('with a production key', () => {
  test.use({ live: true })

  test('signs in and out', async ({ page, context }) => {
    await signIn(page)
    const client = (await context.cookies()).find((cookie) => cookie.name === '__client')
    expect(client?.httpOnly).toBe(true)
    await page.reload()
    await signOut(page)
  })
})
