import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

// Not Swagger UI, which the app cannot change: a button in what is a button already, its colours of methods.
// “Legacy” is axe without a page of its own to gather what it finds in frames, of which the app has none.
const axe = (page: Page) => new AxeBuilder({ page }).exclude('.swagger-ui').setLegacyMode()

/**
 * What axe finds wrong with a page as it is now: by all its rules in the light scheme, and again what a narrow
 * window and the dark scheme change. Nothing may stick out there. The page's own theme must be the system's.
 */
export async function accessibilityFaults(page: Page, state: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await settle(page)
  const wide = await axe(page).analyze()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 360, height: 800 })
  await settle(page)
  const narrow = await axe(page)
    .withRules(['color-contrast', 'target-size', 'scrollable-region-focusable'])
    .analyze()
  const faults = [...wide.violations, ...narrow.violations].flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${state}: ${id} at ${target.join(' ')}`),
  )
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  return width > 360 ? [...faults, `${state}: ${width} wide`] : faults
}

/** What changes with the scheme is drawn in the next frames, the colours of Clerk's components by a transition. */
async function settle(page: Page): Promise<void> {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  for (let frame = 0; frame < 2; frame += 1) await page.evaluate(nextFrame)
  await page.waitForFunction(() => document.getAnimations().length === 0)
}
