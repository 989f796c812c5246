import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { accountExport } from '#app/data/account-export.ts'
import { siteSlug } from '#app/site.ts'
import { signInAsNewPerson, test } from '../support/browser.ts'

const banner = (page: Page) => page.getByRole('region', { name: 'Deletion of your account' })

async function askForDeletion(page: Page) {
  await page.goto('/account/delete')
  await page.getByLabel('Type “delete my account”').fill('Delete my account')
  await page.getByRole('button', { name: 'Delete my account' }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('tells what is stored, and hands it out', async ({ app, context, page }) => {
      const { userId } = await signInAsNewPerson(app, context)
      await page.goto('/')
      await page.getByRole('link', { name: 'Account', exact: true }).click()
      await expect(page.getByRole('heading', { name: 'What is stored about you' })).toBeVisible()
      await expect(page.getByText('90 days; what is older is deleted')).toBeVisible()
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Download my data' }).click()
      const download = await downloading
      expect(download.suggestedFilename()).toMatch(
        new RegExp(`^${siteSlug}-\\d{4}-\\d\\d-\\d\\d\\.json$`),
      )
      const file: unknown = JSON.parse(await readFile(await download.path(), 'utf8'))
      expect(accountExport.parse(file)).toMatchObject({ userId, isLast: true })
    })

    test('a deletion is confirmed, shows on every page, and is taken back', async ({
      app,
      context,
      page,
      refused,
    }) => {
      await signInAsNewPerson(app, context)
      await page.goto('/account')
      await page.getByRole('link', { name: 'Delete my account…' }).click()
      await page.getByRole('button', { name: 'Delete my account' }).click()
      await expect(page.getByText('Type “delete my account”.')).toBeVisible()
      expect(refused.splice(0)).toEqual([expect.stringMatching(/^422 \/account\/delete/)])

      await askForDeletion(page)
      await expect(page).toHaveURL('/account')
      await expect(page.getByRole('link', { name: 'Delete my account…' })).toHaveCount(0)
      for (const path of ['/', '/settings', '/account']) {
        await page.goto(path)
        await expect(banner(page)).toContainText('Your account will be deleted on')
      }
      await page.getByRole('button', { name: 'Keep my account' }).click()
      await expect(page.getByText('Your account stays.').filter({ visible: true })).toBeVisible()
      await expect(banner(page)).toHaveCount(0)
    })
  })
}

test('offers a copy before the account is deleted', async ({ app, context, page }) => {
  await signInAsNewPerson(app, context)
  await page.goto('/account/delete')
  await page.getByRole('link', { name: 'Download your data first' }).click()
  await expect(page).toHaveURL('/account#export')
  await expect(page.getByRole('button', { name: 'Download my data' })).toBeInViewport()
})

const elevenMinutes = 11 * 60_000

test('asks who it is where that is long ago, and then deletes', async ({
  app,
  context,
  page,
  clock,
  refused,
}) => {
  const password = 'a good passphrase'
  clock.ahead = -elevenMinutes
  await signInAsNewPerson(app, context, password)
  clock.ahead = 0
  await askForDeletion(page)
  await page.getByRole('button', { name: 'Prove it now' }).click()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveURL('/account')
  await expect(banner(page)).toBeVisible()
  expect(refused.splice(0)).toEqual([expect.stringMatching(/^403 \/account\/delete/)])
})

test('a deletion that fails keeps what was typed', async ({ app, context, page, refused }) => {
  await signInAsNewPerson(app, context)
  const phrase = page.getByLabel('Type “delete my account”')
  const failure = page.getByRole('alert').getByText('could not be deleted just now')
  await page.route('**/account/delete.data**', (route) => route.abort())
  await askForDeletion(page)
  await expect(failure).toBeVisible()
  await expect(phrase).toHaveValue('Delete my account')

  await page.unroute('**/account/delete.data**')
  await app.sql`alter table account_deletions rename to account_deletions_away`
  try {
    await page.getByRole('button', { name: 'Delete my account' }).click()
    await expect.poll(() => refused).toEqual(['500 /account/delete.data'])
    await expect(failure).toBeVisible()
    await expect(phrase).toHaveValue('Delete my account')
  } finally {
    await app.sql`alter table account_deletions_away rename to account_deletions`
  }
  await page.getByRole('button', { name: 'Delete my account' }).click()
  await expect(banner(page)).toBeVisible()
  refused.splice(0)
})
