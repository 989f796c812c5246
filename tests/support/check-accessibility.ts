import type { Page } from '@playwright/test'
import axe from 'axe-core'

declare global {
  interface Window {
    axe: typeof axe
  }
}

/**
 * What axe finds wrong with a page as it is now: by all its rules in the light scheme, and again what a narrow
 * window and the dark scheme change. Nothing may stick out there. The page's own theme must be the system's.
 */
export async function accessibilityFaults(page: Page, state: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await settle(page)
  await page.evaluate(axe.source)
  const wide = await runAxe(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 360, height: 800 })
  await settle(page)
  const narrow = await runAxe(page, [
    'color-contrast',
    'target-size',
    'scrollable-region-focusable',
  ])
  const faults = [...wide, ...narrow].map((fault) => `${state}: ${fault}`)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  return width > 360 ? [...faults, `${state}: ${width} wide`] : faults
}

/** What axe finds, by some of its rules or all. */
function runAxe(page: Page, rules?: string[]): Promise<string[]> {
  return page.evaluate(async (runOnly) => {
    // Not Swagger UI, which the app cannot change: a button in what is a button already, its colours of methods.
    const { violations } = await window.axe.run(
      { exclude: ['.swagger-ui'] },
      { resultTypes: ['violations'], ...(runOnly && { runOnly }) },
    )
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id} at ${target.join(' ')}`),
    )
  }, rules)
}

/** What changes with the scheme is drawn in the next frames, the colours of Clerk's components by a transition. */
async function settle(page: Page): Promise<void> {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  for (let frame = 0; frame < 2; frame += 1) await page.evaluate(nextFrame)
  await page.waitForFunction(() => document.getAnimations().length === 0)
}
