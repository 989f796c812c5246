import { expect } from '@playwright/test'
import { writeActivity } from '../support/activity.ts'
import { signInAsNewPerson, test } from '../support/browser.ts'

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled, timezoneId: 'Asia/Tokyo' })

    test('draws as many as there are rows on each day', async ({ app, context, page }) => {
      const { userId } = await signInAsNewPerson(app, context)
      const rows = [0, 0, 0, 1, 89].map((days) => ({ timestamp: daysAgo(days) }))
      await writeActivity(app, userId, rows)
      await page.goto('/activity')
      const numbers = page.getByRole('table').getByRole('cell')
      await expect(numbers).toHaveText(['1', '1', '3'])
      const bars = page.getByRole('img', { name: 'Entries per day' }).locator('rect')
      await expect(bars).toHaveCount(3)
    })

    test('counts a busy day up to a hundred, and says so', async ({ app, context, page }) => {
      const { userId } = await signInAsNewPerson(app, context)
      const busy = Array<string>(101).fill(daysAgo(1))
      const calm = Array<string>(99).fill(daysAgo(2))
      const rows = [...busy, ...calm].map((timestamp) => ({ timestamp }))
      await writeActivity(app, userId, rows)
      await page.goto('/activity')
      await expect(page.getByText('Most on one day: 100 or more')).toBeVisible()
      const numbers = page.getByRole('table').getByRole('cell')
      await expect(numbers).toHaveText(['99', '100 or more'])
    })
  })
}
