import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'
import { createRequestListener } from '@remix-run/node-fetch-server'
import pRetry from 'p-retry'
import { z } from 'zod'
import type { App } from '../support/app.ts'
import { findOrInstallChromium } from '../support/chromium.ts'
import { freePort, listen } from '../support/listen.ts'
import { type Finding, report, unit } from './finding.ts'
import { startEdge } from './start-server.ts'

const lighthouse = resolve(import.meta.dirname, 'peers/node_modules/lighthouse/cli/index.js')
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const output = z.object({
  categories: z.record(z.enum(categories), z.object({ score: z.number() })),
  audits: z.record(
    z.string(),
    z.object({ title: z.string(), score: z.number().nullable(), scoreDisplayMode: z.string() }),
  ),
})

const publicPages = ['/docs/api', '/docs/problems', '/docs/problems/not-found', '/account/deleted']
const ownPages = [
  '/',
  '/settings',
  '/activity',
  '/activity/download',
  '/account',
  '/account/delete',
  '/sign-out',
]

/**
 * Lighthouse's points for every page on a phone, signed out and in. Beside the home page the template's, beside the
 * pages that are a component of Clerk's that component in a page with nothing else.
 */
export async function measureLighthouse(app: App): Promise<Finding[]> {
  const { userId } = app.createPerson()
  // What comes to it came encrypted.
  const clerk = createServer(createRequestListener(app.clerk.fetch, { protocol: 'https:' }))
  const clerkOrigin = `http://localhost:${await listen(clerk)}`
  const template = await startEdge('template', clerkOrigin)
  const bareClerk = await startEdge('clerk', clerkOrigin)
  const ours = await startEdge('ours', clerkOrigin)
  // Lighthouse looks through a window of this browser, with its cookies.
  const profile = mkdtempSync(join(tmpdir(), 'project-lighthouse-'))
  const port = await freePort()
  const browser = await chromium.launchPersistentContext(profile, {
    ...findOrInstallChromium(),
    args: [
      `--remote-debugging-port=${port}`,
      '--no-sandbox',
      '--disable-gpu',
      '--ignore-certificate-errors',
    ],
  })
  const page = await browser.newPage()
  const devtools = await browser.newCDPSession(page)

  async function judge({ origin }: { origin: string }, path: string, isSignedIn: boolean) {
    await browser.clearCookies()
    if (isSignedIn) {
      // A session is fresh for a minute.
      const { cookies } = app.clerk.signIn(userId, origin)
      await browser.addCookies(
        Object.entries(cookies).map(([name, value]) => ({ name, value, url: origin })),
      )
    } else {
      // A development instance of Clerk sends a new browser around first.
      await page.goto(origin + path)
      await page.goto('about:blank')
    }
    await devtools.send('Network.clearBrowserCache')
    return runLighthouse(port, origin + path)
  }

  async function visit(
    path: string,
    isSignedIn: boolean,
    beside?: { origin: string },
  ): Promise<Finding[]> {
    const base = beside ? (await judge(beside, path, isSignedIn)).points.join(' ') : ''
    const { points, isMet, failed } = await judge(ours, path, isSignedIn)
    const what = `Lighthouse, signed ${isSignedIn ? 'in' : 'out'}: ${path}`
    const target = `${isMet ? '✓' : '✗'} 98 100 100 100`
    return [{ what, base, ours: points.join(' '), ratio: '', target }, ...failed]
  }

  try {
    const findings = [...(await visit('/', false, template))]
    for (const path of publicPages) findings.push(...(await visit(path, false)))
    for (const path of ['/sign-in', '/sign-up'])
      findings.push(...(await visit(path, false, bareClerk)))
    for (const path of ownPages) findings.push(...(await visit(path, true)))
    return [...findings, ...(await visit('/profile', true, bareClerk))]
  } finally {
    await browser.close()
    for (const server of [template, bareClerk, ours]) server.stop()
    clerk.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

/** The points, and a line for whatever keeps the page from full ones. */
async function runLighthouse(port: number, url: string) {
  const args = [
    url,
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
  return { points, isMet, failed }
}
