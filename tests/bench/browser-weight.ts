import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContext, chromium, type Response } from '@playwright/test'
import type { App } from '../support/app.ts'
import { findOrInstallChromium } from '../support/chromium.ts'
import { compare, type Finding, report, unit } from './finding.ts'
import { startServer } from './start-server.ts'

/** What a browser gets for a page, in bytes as gzip makes them, and how much of the page moved. */
interface Weight {
  scripts: number
  /** Of them, what was asked for before the page's own code ran. */
  scriptsBefore: number
  styles: number
  fonts: number
  images: number
  clerk: number
  layoutShift: number
}

/** How heavy pages are in a browser, signed out beside the bare template, and signed in. */
export async function measureBrowserWeight(app: App): Promise<Finding[]> {
  const template = await startServer('template')
  const browser = await chromium.launch({
    ...findOrInstallChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const base = await weigh(browser, template.origin, '/')
    const ours = await weigh(browser, app.origin, '/')
    const { cookies } = app.createPerson()
    const signIn = (context: BrowserContext) =>
      context.addCookies(
        Object.entries(cookies).map(([name, value]) => ({ name, value, url: app.origin })),
      )
    const settings = await weigh(browser, app.origin, '/settings', signIn)
    const scripts = [{ base: base.scripts, ours: ours.scripts }]
    return [
      compare('scripts of / signed out: template, ours', scripts, unit.kilobytes, { atMost: 1.05 }),
      report('  of them Clerk’s', ours.clerk, unit.kilobytes, { atMost: 0 }),
      report('styles', ours.styles, unit.kilobytes, { atMost: 12_000 }),
      report('fonts', ours.fonts, unit.kilobytes, { atMost: 0 }),
      report('images', ours.images, unit.kilobytes),
      report('layout shift (thousandths)', ours.layoutShift * 1000, unit.points, { atMost: 0 }),
      report('scripts of /settings until it works', settings.scriptsBefore, unit.kilobytes),
      report(
        '  after that, until the person moves',
        settings.scripts - settings.scriptsBefore,
        unit.kilobytes,
      ),
      report('  layout shift (thousandths)', settings.layoutShift * 1000, unit.points, {
        atMost: 0,
      }),
    ]
  } finally {
    await browser.close()
    template.stop()
  }
}

async function weigh(
  browser: Browser,
  origin: string,
  path: string,
  prepare: (context: BrowserContext) => Promise<void> = async () => {},
): Promise<Weight> {
  const context = await browser.newContext()
  try {
    await prepare(context)
    const page = await context.newPage()
    await page.addInitScript(markStart)
    const responses: Response[] = []
    page.on('response', (response) => responses.push(response))
    await page.goto(origin + path, { waitUntil: 'networkidle' })
    const early = new Set(await page.evaluate(listUntilStart))
    const before = responses.filter((response) => early.has(response.url()))
    const sum = (all: Response[], type: string) =>
      sizeOf(all.filter((each) => typeOf(each) === type))
    return {
      scripts: await sum(responses, 'script'),
      scriptsBefore: await sum(before, 'script'),
      styles: await sum(responses, 'stylesheet'),
      fonts: await sum(responses, 'font'),
      images: await sum(responses, 'image'),
      clerk: await sizeOf(responses.filter((response) => /clerk/i.test(response.url()))),
      layoutShift: await page.evaluate(readLayoutShift),
    }
  } finally {
    await context.close()
  }
}

/** Marks the moment at which React Router takes over the page. */
function markStart() {
  let router: unknown
  Object.defineProperty(window, '__reactRouterDataRouter', {
    get: () => router,
    set(value) {
      router = value
      performance.mark('start')
    },
  })
}

/** The addresses of all that the page had asked for by then. */
function listUntilStart(): string[] {
  const [start] = performance.getEntriesByName('start', 'mark')
  if (!start) throw new Error('React Router did not start.')
  const resources = performance.getEntriesByType('resource')
  return resources.filter((each) => each.startTime < start.startTime).map(({ name }) => name)
}

const typeOf = (response: Response) => response.request().resourceType()

async function sizeOf(responses: Response[]): Promise<number> {
  const bodies = await Promise.all(responses.map((response) => response.body()))
  return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
}

/** https://web.dev/articles/cls */
function readLayoutShift(): Promise<number> {
  return new Promise((resolve) => {
    let sum = 0
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ('value' in entry) sum += Number(entry.value)
    })
    observer.observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => resolve(sum), 200)
  })
}
