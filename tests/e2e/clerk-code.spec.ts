import { expect, type Page } from '@playwright/test'
import { avatar, signInAsNewPerson, test } from '../support/browser.ts'

const bundles = /\/__clerk\/npm\/@clerk\/(clerk-js|ui)/

function watchScripts(page: Page): string[] {
  const scripts: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname)
  })
  return scripts
}

test('a signed-out public page loads no Clerk code at all', async ({ page }) => {
  const scripts = watchScripts(page)
  await page.goto('/', { waitUntil: 'networkidle' })
  expect(scripts.length).toBeGreaterThan(0)
  expect(scripts.filter((path) => bundles.test(path) || path.includes('clerk-island'))).toEqual([])
})

const loaded = (scripts: string[], which: 'clerk-js' | 'ui') =>
  scripts.filter((path) => bundles.exec(path)?.[1] === which)

test('a signed-in page loads Clerk when the person does something, its UI when it is opened', async ({
  page,
  app,
  context,
}) => {
  await signInAsNewPerson(app, context)
  const scripts = watchScripts(page)
  await page.goto('/', { waitUntil: 'networkidle' })
  await expect(page.getByRole('button', { name: 'Say hello' })).toBeVisible()
  expect(loaded(scripts, 'clerk-js')).toEqual([])
  await page.keyboard.press('Tab')
  await page.waitForFunction(() => window.Clerk?.session)
  expect(loaded(scripts, 'clerk-js')).not.toEqual([])
  expect(loaded(scripts, 'ui')).toEqual([])
  await avatar(page).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  expect(loaded(scripts, 'ui')).not.toEqual([])
})

test('a signed-in page that is only looked at loads Clerk before the session token runs out', async ({
  page,
  app,
  context,
}) => {
  await page.clock.install()
  await signInAsNewPerson(app, context)
  const scripts = watchScripts(page)
  await page.goto('/', { waitUntil: 'networkidle' })
  await page.clock.runFor(30_000)
  expect(loaded(scripts, 'clerk-js')).toEqual([])
  await page.clock.runFor(11_000)
  await page.waitForFunction(() => window.Clerk?.session)
})

test('where it did not come, the next thing that the person does fetches it', async ({
  page,
  app,
  context,
}) => {
  await page.clock.install()
  // The app tells the console.
  await page.addInitScript(() => (console.error = () => {}))
  await page.route('**/assets/clerk-island*', (route) => route.abort())
  await signInAsNewPerson(app, context)
  await page.goto('/')
  const failed = page.waitForEvent('requestfailed')
  await page.keyboard.press('Tab')
  await failed
  await page.unroute('**/assets/clerk-island*')
  await page.clock.runFor(10_000)
  await page.keyboard.press('Tab')
  await page.waitForFunction(() => window.Clerk?.session)
})

for (const path of ['/sign-in', '/sign-up'])
  test(`${path} tells the browser of Clerk's scripts with the page, and each is fetched once`, async ({
    page,
  }) => {
    const scripts = watchScripts(page)
    await page.goto(path)
    await page.getByLabel('Email address').waitFor()
    const html = await (await page.request.get(path)).text()
    const told = [...html.matchAll(/<link rel="preload" href="([^"]+)" as="script"/g)].map(
      ([, href = '']) => href,
    )
    expect(told).toHaveLength(2)
    expect(scripts.filter((script) => told.includes(script)).toSorted()).toEqual(told.toSorted())
  })
