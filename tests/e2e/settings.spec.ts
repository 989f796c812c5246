import { expect, type Page, type PlaywrightTestArgs } from '@playwright/test'
import type { App } from '../support/app.ts'
import { chooseTheme, signInAsNewPerson, test } from '../support/browser.ts'

const saved = (page: Page) => page.getByText('Your settings are saved.').filter({ visible: true })

/** Lets what the browser asks for at an address wait. @returns what sends it on */
async function holdBack(page: Page, address: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(address, async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test.beforeEach(async ({ app, context, page }) => {
      await signInAsNewPerson(app, context)
      await page.goto('/settings')
    })

    test('saves, says so once, and shows the theme from the first byte on', async ({ page }) => {
      await expect(page.getByRole('radio', { name: 'Light' })).toBeChecked()
      await page.getByRole('radio', { name: 'Dark' }).check()
      await page.getByRole('checkbox', { name: 'Notifications' }).uncheck()
      await page.getByRole('button', { name: 'Save settings' }).click()
      await expect(saved(page)).toBeVisible()
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

      const response = await page.reload()
      expect(await response?.text()).toContain('<html lang="en" data-theme="dark">')
      await expect(saved(page)).toHaveCount(0)
      await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
      await expect(page.getByRole('checkbox', { name: 'Notifications' })).not.toBeChecked()
    })

    test('gives a bad value back with its error beside the field', async ({ page, refused }) => {
      await page.getByRole('checkbox', { name: 'Notifications' }).uncheck()
      await chooseTheme(page, 'pink')
      await page.getByRole('button', { name: 'Save settings' }).click()
      await expect(page.getByRole('group', { name: 'Theme' })).toContainText(
        'Choose light, dark or system.',
      )
      await expect(page.getByRole('checkbox', { name: 'Notifications' })).not.toBeChecked()
      expect(refused.splice(0)).toEqual([expect.stringMatching(/^422 \/settings/)])
    })
  })
}

test('shows the new theme while it is still being saved', async ({ app, context, page }) => {
  await signInAsNewPerson(app, context)
  await page.goto('/settings')
  const goOn = await holdBack(page, '**/settings.data')
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('button', { name: 'Saving…' })).toBeDisabled()
  goOn()
  await expect(saved(page)).toBeVisible()
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a save over a newer one is told so, with both values, and overwrites nothing', async ({
      app,
      context,
      page,
      refused,
    }) => {
      const { authorization } = await signInAsNewPerson(app, context)
      const api = { headers: { ...authorization, 'content-type': 'application/json' } }
      const settings = async () => (await fetch(`${app.origin}/api/user/settings`, api)).json()
      const change = (body: object) =>
        fetch(`${app.origin}/api/user/settings`, {
          ...api,
          method: 'PUT',
          body: JSON.stringify(body),
        })

      for (const [elsewhere, here] of [
        ['system', 'Dark'],
        ['light', 'System'],
      ] as const) {
        await page.goto('/settings')
        await change({ theme: elsewhere })
        await page.getByRole('radio', { name: here }).check()
        await page.getByRole('button', { name: 'Save settings' }).click()
        await expect(page.getByRole('alert')).toContainText('changed elsewhere meanwhile')
        await expect(page.getByRole('alert')).toContainText(new RegExp(`theme ${elsewhere}`, 'i'))
        await expect(page.getByRole('radio', { name: here })).toBeChecked()
        expect(await settings()).toMatchObject({ theme: elsewhere })

        await page.getByRole('button', { name: 'Save settings' }).click()
        await expect(saved(page)).toBeVisible()
        expect(await settings()).toMatchObject({ theme: here.toLowerCase() })
      }
      expect(refused.splice(0)).toHaveLength(2)
    })
  })
}

test('says so each time that something is saved', async ({ app, context, page }) => {
  await page.clock.install()
  await signInAsNewPerson(app, context)
  await page.goto('/settings')
  for (const theme of ['Dark', 'System']) {
    await page.getByRole('radio', { name: theme }).check()
    await page.getByRole('button', { name: 'Save settings' }).click()
    await expect(saved(page)).toHaveCount(1)
    await page.clock.fastForward(10_000)
    await expect(saved(page)).toHaveCount(0)
  }
})

test('says “Saved” beside the button until the next change', async ({ app, context, page }) => {
  await signInAsNewPerson(app, context)
  await page.goto('/settings')
  const state = page.getByText('Saved', { exact: true })
  await expect(page.getByRole('button', { name: 'Save settings' })).toBeVisible()
  await expect(state).toHaveCount(0)
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(state).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await page.getByRole('radio', { name: 'System' }).check()
  await expect(state).toHaveCount(0)
})

test('keeps what was chosen before the page’s scripts came', async ({ app, context, page }) => {
  await signInAsNewPerson(app, context)
  const goOn = await holdBack(page, '**/assets/entry.client*')
  const opened = page.goto('/settings')
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('checkbox', { name: 'Notifications' }).uncheck()
  goOn()
  await opened
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Notifications' })).not.toBeChecked()
})

test('keeps what was entered where the server cannot be reached', async ({
  app,
  context,
  page,
}) => {
  await signInAsNewPerson(app, context)
  await page.goto('/settings')
  await page.route('**/settings.data**', (route) => route.abort())
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('checkbox', { name: 'Notifications' }).uncheck()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByRole('alert')).toContainText('could not be saved')
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Notifications' })).not.toBeChecked()
  await expect(page.getByText('Saved', { exact: true })).toHaveCount(0)

  await page.unroute('**/settings.data**')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Notifications' })).not.toBeChecked()
})

type Visit = Pick<PlaywrightTestArgs, 'context' | 'page'> & { app: App }

async function chooseDark({ app, context, page }: Visit) {
  const { authorization } = await signInAsNewPerson(app, context)
  const url = `${app.origin}/api/user/settings`
  const headers = { ...authorization, 'content-type': 'application/json' }
  await page.goto('/settings')
  await page.getByRole('radio', { name: 'Dark' }).check()
  return {
    saveElsewhere: () => fetch(url, { headers, method: 'PUT', body: '{"theme":"system"}' }),
    readSaved: async () => (await fetch(url, { headers })).json(),
  }
}

/** Loads the page's data again, as the app does by itself when Clerk tells of another tab. */
async function loadAgain(page: Page) {
  const answer = page.waitForResponse(/\/settings\.data/)
  await page.getByRole('link', { name: 'Settings' }).click()
  await answer
  await expect(page.getByRole('button', { name: 'Save settings' })).toBeEnabled()
}

test('what is loaded again makes nobody save over what they did not see', async ({
  app,
  context,
  page,
  refused,
}) => {
  const { saveElsewhere, readSaved } = await chooseDark({ app, context, page })
  await saveElsewhere()
  await loadAgain(page)
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByRole('alert')).toContainText('changed elsewhere meanwhile')
  expect(await readSaved()).toMatchObject({ theme: 'system' })

  await loadAgain(page)
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect(page.getByText('Saved', { exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  expect(await readSaved()).toMatchObject({ theme: 'dark' })
  await page.getByRole('radio', { name: 'Light' }).check()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  expect(refused.splice(0)).toEqual(['409 /settings.data'])
})

test('a save that was interrupted is not called saved, and what was chosen stays', async ({
  app,
  context,
  page,
}) => {
  const { readSaved } = await chooseDark({ app, context, page })
  await page.route('**/settings.data**', (route) =>
    route.request().method() === 'POST' ? undefined : route.continue(),
  )
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByRole('button', { name: 'Saving…' })).toBeVisible()
  await loadAgain(page)
  await expect(page.getByText('Saved', { exact: true })).toHaveCount(0)
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  expect(await readSaved()).toMatchObject({ theme: 'light' })
})
