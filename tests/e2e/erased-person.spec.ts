import { expect } from '@playwright/test'
import { signInAsNewPerson, test, waitForClerk } from '../support/browser.ts'
import { sendWebhook, userEvent } from '../support/clerk-message.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    for (const [path, name] of [
      ['/settings', 'Save settings'],
      ['/', 'Say hello'],
    ] as const) {
      test(`whoever was deleted meanwhile is signed out by the form of ${path}`, async ({
        app,
        context,
        page,
      }) => {
        const { userId } = await signInAsNewPerson(app, context)
        await page.goto(path)
        // What came later would know, too, and take the session's cookies away first.
        if (javaScriptEnabled) await waitForClerk(page)
        await app.askClerk('DELETE', userId)
        await sendWebhook(app, userEvent('user.deleted', userId))
        if (path === '/settings') await page.getByRole('radio', { name: 'Dark' }).check()
        await page.getByRole('button', { name }).click()
        await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
        expect(new URL(page.url()).pathname).toBe('/')
        // Clerk's code may have written a cookie once more while it made way: that is no session either.
        await page.reload()
        await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
        const cookies = await context.cookies()
        expect(cookies.map((cookie) => cookie.name)).not.toContain('__session')
      })
    }
  })
}
