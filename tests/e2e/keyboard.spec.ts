import { expect, type Locator, type Page } from '@playwright/test'
import { emailCode } from '#dev/clerk/instance.ts'
import { writeActivity } from '../support/activity.ts'
import { chooseTheme, signInAsNewPerson, test, waitForClerk } from '../support/browser.ts'

/** Goes on with Tab until the focus is there; each stop on the way must be seen to have it. */
async function tabTo(page: Page, target: Locator) {
  await target.waitFor()
  for (let stops = 0; stops < 40; stops++) {
    await page.keyboard.press('Tab')
    expect(await focusFault(page)).toBeNull()
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`The keyboard does not get to ${target.toString()}.`)
}

/** Why nobody could see where the focus is, or null. */
function focusFault(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return null
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    const isMarked = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    const { width, height, top, bottom } = element.getBoundingClientRect()
    const isInView = width > 1 && height > 1 && bottom > 0 && top < innerHeight
    return isMarked && isInView ? null : element.outerHTML.slice(0, 200)
  })
}

async function press(page: Page, target: Locator, key = 'Enter') {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

test('signs in and out, with the keyboard alone', async ({ app, page }) => {
  const { email } = app.createPerson(undefined, 'a good passphrase')
  await page.goto('/')
  await press(page, page.getByRole('banner').getByRole('link', { name: 'Sign in' }))
  await page.getByLabel('Email address').waitFor()
  await tabTo(page, page.getByLabel('Email address'))
  await page.keyboard.type(email)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible()
  await tabTo(page, page.getByLabel('Password', { exact: true }))
  await page.keyboard.type('a good passphrase')
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('button', { name: 'Say hello' }))
  await expect(page.getByTestId('request-count')).toHaveText('1')
  await page.reload()
  await waitForClerk(page)
  await press(page, page.getByRole('link', { name: 'Your account' }))
  await press(
    page,
    page
      .getByRole('menuitem', { name: 'Sign out' })
      .or(page.getByRole('button', { name: 'Sign out' })),
  )
  await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible()
})

test('signs up, with the keyboard alone', async ({ page }) => {
  await page.goto('/')
  await press(page, page.getByRole('link', { name: 'Create an account' }))
  await tabTo(page, page.getByLabel('Email address'))
  await page.keyboard.type(`${crypto.randomUUID()}@example.com`)
  await tabTo(page, page.getByLabel('Password', { exact: true }))
  await page.keyboard.type('a good passphrase')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Enter verification code')).toBeFocused()
  await page.keyboard.type(emailCode)
  await expect(page.getByRole('button', { name: /^Say hello/ })).toBeVisible()
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('skips to what a page is about', async ({ app, context, page }) => {
      await signInAsNewPerson(app, context)
      await page.goto('/settings')
      await press(page, page.getByRole('link', { name: 'Skip to the content' }))
      await tabTo(page, page.getByRole('radio', { name: 'Light' }))
    })

    test('a form with an error has the focus on the first field that is wrong', async ({
      app,
      context,
      page,
      refused,
    }) => {
      await signInAsNewPerson(app, context)
      await page.goto('/account/delete')
      await page.getByRole('button', { name: 'Delete my account' }).click()
      const phrase = page.getByLabel('Type “delete my account”')
      await expect(phrase).toHaveAccessibleDescription('Type “delete my account”.')
      await expect(phrase).toBeFocused()

      await page.goto('/activity?from=2020-01-02&to=2020-01-01')
      await expect(page.getByRole('textbox', { name: 'To', exact: true })).toBeFocused()

      await page.goto('/settings')
      await chooseTheme(page, 'pink')
      await page.getByRole('button', { name: 'Save settings' }).click()
      await expect(page.getByRole('group', { name: 'Theme' })).toHaveAccessibleDescription(
        'Choose light, dark or system.',
      )
      await expect(page.getByRole('radio', { name: 'Light' })).toBeFocused()
      refused.length = 0
    })
  })
}

test('changes settings, and deletes and keeps the account, with the keyboard alone', async ({
  app,
  context,
  page,
  refused,
}) => {
  await signInAsNewPerson(app, context)
  await page.goto('/')
  await waitForClerk(page)
  await press(page, page.getByRole('link', { name: 'Settings' }))
  await tabTo(page, page.getByRole('radio', { name: 'Light' }))
  await page.keyboard.press('ArrowDown')
  await press(page, page.getByRole('checkbox', { name: 'Notifications' }), 'Space')
  await press(page, page.getByRole('button', { name: 'Save settings' }))
  await expect(page.getByText('Your settings are saved.').filter({ visible: true })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  await page.goto('/account')
  await waitForClerk(page)
  await press(page, page.getByRole('link', { name: 'Delete my account…' }))
  await press(page, page.getByRole('link', { name: 'Keep it' }))
  await press(page, page.getByRole('link', { name: 'Delete my account…' }))
  await press(page, page.getByRole('button', { name: 'Delete my account' }))
  await expect(page.getByLabel('Type “delete my account”')).toBeFocused()
  await page.keyboard.type('delete my account')
  await press(page, page.getByRole('button', { name: 'Delete my account' }))
  await press(page, page.getByRole('button', { name: 'Keep my account' }))
  await expect(page.getByText('Your account stays.').filter({ visible: true })).toBeVisible()
  expect(refused.splice(0)).toEqual([expect.stringMatching(/^422 \/account\/delete/)])
})

test('filters, pages and downloads the activity, with the keyboard alone', async ({
  app,
  context,
  page,
}) => {
  const { userId } = await signInAsNewPerson(app, context)
  const timestamp = new Date().toISOString()
  await writeActivity(
    app,
    userId,
    Array.from({ length: 21 }, () => ({ timestamp, action: 'user_signin' })),
  )
  await page.goto('/activity')
  await waitForClerk(page)
  await tabTo(page, page.getByLabel('Action'))
  await page.keyboard.type('Signed in')
  await press(page, page.getByRole('button', { name: 'Show', exact: true }))
  await expect(page).toHaveURL(/action=user_signin/)
  // The address is there before the page is drawn and scrolled to its top, which no person gets ahead of.
  await expect(page.getByRole('link', { name: 'Show all' })).toBeVisible()
  await press(page, page.getByRole('link', { name: 'Older' }))
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
  await press(page, page.getByRole('link', { name: 'Download these' }))
  const downloading = page.waitForEvent('download')
  await press(page, page.getByRole('link', { name: 'CSV' }))
  expect((await downloading).suggestedFilename()).toMatch(/\.csv$/)
})
