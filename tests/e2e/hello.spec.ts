import { expect } from '@playwright/test'
import { signInAsNewPerson, test } from '../support/browser.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('counts hellos: one, then two, and none for anybody else', async ({
      page,
      app,
      context,
      browser,
    }) => {
      const person = await signInAsNewPerson(app, context)
      await page.goto('/')
      await page.getByRole('button', { name: 'Say hello', exact: true }).click()
      await expect(page.getByRole('heading', { name: 'hello world' })).toBeVisible()
      await expect(page.getByTestId('request-count')).toHaveText('1')
      await page.getByRole('button', { name: 'Say hello again' }).click()
      await expect(page.getByTestId('request-count')).toHaveText('2')
      await expect(page.getByText(person.userId)).toBeVisible()
      await page.reload()
      await expect(page.getByTestId('request-count')).toHaveText('2')

      const elsewhere = await browser.newContext({ baseURL: app.origin, javaScriptEnabled })
      await signInAsNewPerson(app, elsewhere)
      const other = await elsewhere.newPage()
      await other.goto('/')
      await expect(other.getByRole('button', { name: 'Say hello', exact: true })).toBeVisible()
      await expect(other.getByTestId('request-count')).toHaveCount(0)
      await elsewhere.close()
    })
  })
}
