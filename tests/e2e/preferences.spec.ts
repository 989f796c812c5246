import { expect } from '@playwright/test'
import { signInAsNewPerson, test } from '../support/browser.ts'

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('nothing moves, not even a notice', async ({ app, context, page }) => {
    await signInAsNewPerson(app, context)
    await page.goto('/settings')
    await page.getByRole('button', { name: 'Save settings' }).click()
    await expect(page.getByText('Your settings are saved.').filter({ visible: true })).toBeVisible()
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(element)
          const lasts = (times: string) => times.split(', ').some((time) => parseFloat(time) > 0.01)
          return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration))
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    )
    expect(moving).toEqual([])
  })
})

test('no page is wider than a narrow window, as at 200 % on a small screen', async ({
  app,
  context,
  page,
}) => {
  await signInAsNewPerson(app, context)
  await page.setViewportSize({ width: 320, height: 640 })
  for (const address of [
    '/',
    '/settings',
    '/activity',
    '/account',
    '/account/delete',
    '/docs/api',
  ]) {
    await page.goto(address)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width, address).toBe(320)
  }
})

test.describe('with colours of the person’s own', () => {
  test.use({ contextOptions: { forcedColors: 'active' } })

  test('every button has an edge', async ({ app, context, page }) => {
    await signInAsNewPerson(app, context)
    for (const address of ['/', '/settings', '/account', '/account/delete']) {
      await page.goto(address)
      const buttons = page.getByRole('main').locator('button')
      await buttons.first().waitFor()
      const edges = await buttons.evaluateAll((all) =>
        all.map((button) => {
          const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(button)
          return borderTopWidth !== '0px' && borderTopColor !== backgroundColor
        }),
      )
      expect(edges, address).not.toContain(false)
    }
  })
})
