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

test("a signed-in page loads Clerk's UI when a component of it is opened, and not before", async ({
  page,
  app,
  context,
}) => {
  await signInAsNewPerson(app, context)
  const scripts = watchScripts(page)
  const ui = () => scripts.filter((path) => bundles.exec(path)?.[1] === 'ui')
  await page.goto('/', { waitUntil: 'networkidle' })
  await expect(page.getByRole('button', { name: 'Say hello' })).toBeVisible()
  expect(scripts.some((path) => bundles.exec(path)?.[1] === 'clerk-js')).toBe(true)
  expect(ui()).toEqual([])
  await avatar(page).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  expect(ui()).not.toEqual([])
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
