import { expect } from '@playwright/test'
import { siteSlug } from '#app/site.ts'
import { signInAsNewPerson, test } from '../support/browser.ts'
import { idleForTwoMinutes, openBeforeIdling } from '../support/idle.ts'

test('after two idle minutes the data are still a file', async ({ app, context, page }) => {
  const person = await openBeforeIdling(app, context, page, '/account')
  await page.clock.fastForward(120_000)
  await idleForTwoMinutes(app, context, person)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download my data' }).click()
  expect((await downloading).suggestedFilename()).toMatch(new RegExp(`^${siteSlug}-`))
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('after two idle minutes the phrase that was typed is still there', async ({
    app,
    context,
    page,
  }) => {
    const person = await signInAsNewPerson(app, context)
    await page.goto('/account/delete')
    await idleForTwoMinutes(app, context, person)
    await page.getByLabel('Type “delete my account”').fill('Delete my account')
    await page.getByRole('button', { name: 'Delete my account' }).click()
    await expect(page.getByText('Your session had ended')).toBeVisible()
    await expect(page.getByLabel('Type “delete my account”')).toHaveValue('Delete my account')
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('kept-form')

    await page.getByRole('button', { name: 'Delete my account' }).click()
    await expect(page).toHaveURL('/account')
    await expect(page.getByText('Your account will be deleted on')).toBeVisible()
  })
})
