import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { App } from '../support/app.ts'
import { findOrInstallChromium } from '../support/chromium.ts'
import { type Finding, report, unit } from './finding.ts'
import { asBrowser } from './signed-headers.ts'

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
  const [port]: unknown[] = await once(edge, 'message')
  const origin = `http://localhost:${String(port)}`
  for (const path of [...publicPages, ...signInPages])
    findings.push(...(await judge(origin, path, {}, 'signed out')))
  for (const path of ownPages) {
    const headers = await asBrowser(app, userId, app.origin)
    findings.push(...(await judge(origin, path, headers, 'signed in')))
  }
  edge.kill()
  return findings
}

/** One line, and one for whatever keeps the page from full points. */
async function judge(
  origin: string,
  path: string,
  headers: Record<string, string>,
  who: string,
): Promise<Finding[]> {
  const args = [
    origin + path,
    '--quiet',
    '--output=json',
    `--only-categories=${categories.join(',')}`,
    '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
    `--extra-headers=${JSON.stringify(headers)}`,
  ]
  const env = { ...process.env, CHROME_PATH: findOrInstallChromium() }
  const options = { env, maxBuffer: 2 ** 28 }
  const { stdout } = await promisify(execFile)(process.execPath, [lighthouse, ...args], options)
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
