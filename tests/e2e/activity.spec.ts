import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { writeActivity } from '../support/activity.ts'
import { signInAsNewPerson, test } from '../support/browser.ts'

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
/** The same time as the page writes it. */
const microseconds = (time: string) => time.replace('Z', '000Z')

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled, timezoneId: 'Asia/Tokyo' })

    test('leads through every entry once, while others arrive', async ({ app, context, page }) => {
      const { userId } = await signInAsNewPerson(app, context)
      const stranger = app.createPerson()
      await writeActivity(app, stranger.userId, [{ timestamp: minutesAgo(1) }])
      const written = Array.from({ length: 45 }, (_, n) => minutesAgo(n))
      await writeActivity(
        app,
        userId,
        written.map((timestamp) => ({ timestamp, action: 'user_signin' })),
      )
      await page.goto('/')
      await page.getByRole('link', { name: 'Activity' }).click()
      const entries = page.getByRole('listitem').filter({ hasText: 'Signed in' })
      const older = page.getByRole('link', { name: 'Older' })
      const seen: (string | null)[] = []
      for (const length of [20, 20, 5]) {
        await expect(entries).toHaveCount(length)
        await expect(entries.getByText(/^Disappears after /)).toHaveCount(length)
        for (const entry of await entries.all())
          seen.push(await entry.getByRole('time').first().getAttribute('datetime'))
        await writeActivity(app, userId, [{ timestamp: minutesAgo(0), action: 'user_signin' }])
        if (length === 20) {
          const next = await older.getAttribute('href')
          await older.click()
          // As many entries were there on the page before: what is awaited is another first one.
          await expect(page).toHaveURL(new URL(next ?? '', page.url()).href)
          const first = entries.first().getByRole('time').first()
          await expect(first).not.toHaveAttribute('datetime', seen.at(-20) ?? '')
        }
      }
      expect(seen).toHaveLength(written.length)
      expect(new Set(seen)).toEqual(new Set(written.map(microseconds)))
      await expect(older).toHaveCount(0)
      await page.getByRole('link', { name: 'Newest' }).click()
      await expect(page.getByRole('link', { name: 'Older' })).toBeVisible()
    })

    test('filters, and says what is wrong with a filter beside its field', async ({
      app,
      context,
      page,
      refused,
    }) => {
      const { userId } = await signInAsNewPerson(app, context)
      await writeActivity(app, userId, [
        { timestamp: minutesAgo(5), action: 'user_signin' },
        { timestamp: minutesAgo(6) },
      ])
      await page.goto('/activity')
      await page.getByLabel('Action').selectOption('Signed in')
      await page.getByRole('button', { name: 'Show' }).click()
      await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
      await expect(page.getByLabel('Action')).toHaveValue('user_signin')

      await page.getByRole('textbox', { name: 'To', exact: true }).fill('2020-01-01')
      await page.getByRole('button', { name: 'Show' }).click()
      await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()

      await page.getByRole('textbox', { name: 'From', exact: true }).fill('2020-01-02')
      await page.getByRole('button', { name: 'Show' }).click()
      await expect(
        page.getByRole('textbox', { name: 'To', exact: true }),
      ).toHaveAccessibleDescription('The last day is before the first.')
      await expect(page.getByRole('textbox', { name: 'From', exact: true })).toHaveValue(
        '2020-01-02',
      )
      expect(refused.splice(0)).toEqual([expect.stringMatching(/^400 \/activity/)])
    })

    test('tells a new person what will be here', async ({ app, context, page }) => {
      await signInAsNewPerson(app, context)
      await page.goto('/activity')
      await expect(page.getByRole('heading', { name: 'Nothing has happened yet' })).toBeVisible()
    })

    test('says that nothing older is left where entries disappeared between pages', async ({
      app,
      context,
      page,
    }) => {
      const { userId } = await signInAsNewPerson(app, context)
      const now = minutesAgo(0)
      await writeActivity(app, userId, [{ timestamp: now }])
      const cursor = (time: string) =>
        Buffer.from(`${time} 00000000-0000-0000-0000-000000000000`).toString('base64url')
      await page.goto(`/activity?cursor=${cursor(microseconds(now))}`)
      await expect(page.getByRole('heading', { name: 'Nothing older is left' })).toBeVisible()
      await page.getByRole('link', { name: 'Start with the newest entries' }).click()
      await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
    })

    test('survives a cursor that was tampered with', async ({ app, context, page, refused }) => {
      await signInAsNewPerson(app, context)
      await page.goto('/activity?cursor=tampered')
      await page.getByRole('link', { name: 'Start with the newest entries' }).click()
      await expect(page.getByRole('heading', { name: 'Nothing has happened yet' })).toBeVisible()
      expect(refused.splice(0)).toEqual(['400 /activity'])
    })

    test('shows times in the reader’s zone where it can', async ({ app, context, page }) => {
      const { userId } = await signInAsNewPerson(app, context)
      await writeActivity(app, userId, [{ timestamp: '2026-03-01T20:30:00Z' }])
      await page.goto('/activity')
      const time = page.getByRole('main').getByRole('listitem').getByRole('time').first()
      await expect(time).toHaveAttribute(
        'title',
        javaScriptEnabled ? /^2 Mar 2026, 05:30:00 GMT\+9$/ : /^1 Mar 2026, 20:30:00 UTC$/,
      )
      await expect(time).toHaveText(javaScriptEnabled ? / days ago$/ : '1 Mar 2026, 20:30 UTC')
    })

    test('downloads what the filter shows', async ({ app, context, page }) => {
      const { userId } = await signInAsNewPerson(app, context)
      await writeActivity(app, userId, [
        { timestamp: minutesAgo(5), action: 'user_signin' },
        { timestamp: minutesAgo(6) },
      ])
      await page.goto('/activity?action=user_signin')
      await page.getByRole('link', { name: 'Download these' }).click()
      await expect(page.getByText('1 entry')).toBeVisible()
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'NDJSON' }).click(),
      ])
      const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n')
      expect(lines.map((line) => JSON.parse(line).action)).toEqual(['user_signin'])
    })
  })
}
