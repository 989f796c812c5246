import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'
import pRetry from 'p-retry'
import { z } from 'zod'
import type { App } from '../support/app.ts'
import { findOrInstallChromium } from '../support/chromium.ts'
import { freePort } from '../support/listen.ts'
import { type Finding, report, unit } from './finding.ts'

const lighthouse = resolve(import.meta.dirname, 'peers/node_modules/lighthouse/cli/index.js')
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const output = z.object({
  categories: z.record(z.enum(categories), z.object({ score: z.number() })),
  audits: z.record(
    z.string(),
    z.object({ title: z.string(), score: z.number().nullable(), scoreDisplayMode: z.string() }),
  ),
})

const publicPages = [
  '/',
  '/docs/api',
  '/docs/problems',
  '/docs/problems/not-found',
  '/account/deleted',
]
const signInPages = ['/sign-in', '/sign-up']
const ownPages = [
  '/',
  '/settings',
  '/activity',
  '/activity/download',
  '/account',
  '/account/delete',
  '/profile',
  '/sign-out',
]

/** Lighthouse's points for every page on a phone, signed out and in. */
export async function measureLighthouse(app: App): Promise<Finding[]> {
  const { userId } = app.createPerson()
  const findings: Finding[] = []
  // Netlify compresses what it sends.
  const edge = fork(resolve(import.meta.dirname, 'peers/compressed.mjs'), [app.origin])
  const [edgePort]: unknown[] = await once(edge, 'message')
  const origin = `http://localhost:${String(edgePort)}`
  // Lighthouse looks through a window of this browser, with its cookies.
  const profile = mkdtempSync(join(tmpdir(), 'project-lighthouse-'))
  const port = await freePort()
  const browser = await chromium.launchPersistentContext(profile, {
    ...findOrInstallChromium(),
    args: [`--remote-debugging-port=${port}`, '--no-sandbox', '--disable-gpu'],
  })
  const devtools = await browser.newCDPSession(await browser.newPage())
  async function visit(path: string, who: string) {
    await devtools.send('Network.clearBrowserCache')
    findings.push(...(await judge(port, origin, path, who)))
  }
  try {
    for (const path of [...publicPages, ...signInPages]) await visit(path, 'signed out')
    for (const path of ownPages) {
      await browser.clearCookies()
      // A session is fresh for a minute.
      const { cookies } = app.clerk.signIn(userId, app.origin)
      await browser.addCookies(
        Object.entries(cookies).map(([name, value]) => ({ name, value, url: origin })),
      )
      await visit(path, 'signed in')
    }
    return findings
  } finally {
    await browser.close()
    edge.kill()
    rmSync(profile, { recursive: true, force: true })
  }
}

/** One line, and one for whatever keeps the page from full points. */
async function judge(port: number, origin: string, path: string, who: string): Promise<Finding[]> {
  const args = [
    origin + path,
    '--quiet',
    '--output=json',
    `--only-categories=${categories.join(',')}`,
    `--port=${port}`,
    '--disable-storage-reset',
  ]
  const options = { maxBuffer: 2 ** 28 }
  // It fails now and then by itself, where it missed that the page began.
  const { stdout } = await pRetry(
    () => promisify(execFile)(process.execPath, [lighthouse, ...args], options),
    { retries: 3, minTimeout: 0 },
  )
  const { categories: scores, audits } = output.parse(JSON.parse(stdout))
  const points = categories.map((name) => Math.round(100 * (scores[name]?.score ?? 0)))
  const [performance = 0, ...others] = points
  const isMet = performance >= 98 && others.every((each) => each === 100)
  const failed = Object.values(audits)
    .filter(({ score, scoreDisplayMode }) => scoreDisplayMode === 'binary' && score === 0)
    .map(({ title }) => report(`  ${title}`, 0, unit.points))
  const target = `${isMet ? '✓' : '✗'} 98 100 100 100`
  const what = `Lighthouse, ${who}: ${path}`
  return [{ what, base: '', ours: points.join(' '), ratio: '', target }, ...failed]
}
