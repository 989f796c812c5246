import { expect, type Page } from '@playwright/test'
import { test } from '../support/browser.ts'
import { watchBrowser } from '../support/watch-browser.ts'

// What every browser test watches for, done on purpose: a watchman who sleeps lets everything pass.
const faults: [what: string, seen: RegExp, fault: (page: Page) => Promise<unknown>][] = [
  [
    'a script that the security policy stops',
    /^script-src-elem stopped inline$/,
    (page) =>
      page.evaluate(() => {
        const script = document.createElement('script')
        script.textContent = 'globalThis.isRun = true'
        document.body.append(script)
      }),
  ],
  [
    'one in a frame',
    /^script-src-elem stopped inline$/,
    async (page) => {
      await page.evaluate(() => {
        const frame = document.createElement('iframe')
        frame.srcdoc = '<script>parent.isRun = true</script>'
        document.body.append(frame)
      })
    },
  ],
  [
    'a call to elsewhere in a worker',
    /^connect-src stopped https:\/\/elsewhere\.example/,
    (page) =>
      page.evaluate(() => {
        const code = "setInterval(() => fetch('https://elsewhere.example').catch(() => {}), 100)"
        const worker = new Worker(URL.createObjectURL(new Blob([code])))
        Object.assign(globalThis, { worker })
      }),
  ],
  [
    'a handler in the markup',
    /^script-src-attr stopped inline$/,
    (page) => page.evaluate(() => document.body.setAttribute('onclick', 'isRun = true')),
  ],
  [
    'a picture from elsewhere',
    /^img-src stopped https:\/\/elsewhere\.example/,
    (page) =>
      page.evaluate(() => {
        document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.example/' }))
      }),
  ],
  [
    'an error in the console',
    /^on purpose$/,
    (page) => page.evaluate(() => console.error('on purpose')),
  ],
  [
    'an error that nobody catches',
    /^on purpose$/,
    (page) => page.evaluate(() => void Promise.reject(new Error('on purpose'))),
  ],
  [
    'a page that comes to life other than the server drew it',
    /hydrat|#418|Minified React error/i,
    async (page) => {
      await page.route('/', async (route) => {
        const response = await route.fetch()
        const body = (await response.text()).replace('The ground is laid.', 'The ground is gone.')
        await route.fulfill({ response, body })
      })
      await page.reload()
    },
  ],
]

test('every browser test sees what it watches for', async ({ app, browser }) => {
  const context = await browser.newContext({ baseURL: app.origin })
  const problems = await watchBrowser(context, app.origin, [])
  const page = await context.newPage()
  await page.goto('/', { waitUntil: 'networkidle' })
  expect(problems).toEqual([])
  for (const [what, seen, fault] of faults) {
    problems.length = 0
    await fault(page)
    const message = { message: what }
    await expect.poll(() => problems, message).toContainEqual(expect.stringMatching(seen))
  }
  expect(await page.evaluate(() => 'isRun' in globalThis)).toBe(false)
  await context.close()
})
