import { type BrowserContext, chromium } from '@playwright/test'
import { type App, startApp } from './support/app.ts'
import { findOrInstallChromium } from './support/chromium.ts'

// Makes docs/screenshot.png of what is built: four pages, side by side, of a person who has been here for weeks.
const size = { width: 1040, height: 680 }
const app = await startApp()
const browser = await chromium.launch({
  ...findOrInstallChromium(),
  args: ['--no-sandbox'],
})
const person = app.createPerson('grace@example.com')
await leaveHistory(app, person.userId)

const shots = [
  await take('/', 'light', false),
  await take('/', 'dark', true),
  await take('/activity', 'light', true),
  await take('/settings', 'dark', true),
]
const page = await browser.newPage({ viewport: { width: 2 * size.width, height: 2 * size.height } })
const images = shots.map((png) => `<img src="data:image/png;base64,${png}">`)
await page.setContent(
  `<style>body { margin: 0; display: grid; grid-template-columns: 1fr 1fr }</style>${images.join('')}`,
)
await page.screenshot({ path: 'docs/screenshot.png' })
await browser.close()
await app.stop()
process.exit()

async function take(path: string, scheme: 'light' | 'dark', isSignedIn: boolean): Promise<string> {
  const context = await browser.newContext({ viewport: size, colorScheme: scheme })
  if (isSignedIn) {
    await addSession(context)
    const { authorization } = person
    await fetch(`${app.origin}/api/user/settings`, {
      method: 'PUT',
      headers: { ...authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ theme: scheme }),
    })
  }
  const visited = await context.newPage()
  await visited.goto(app.origin + path, { waitUntil: 'networkidle' })
  const png = await visited.screenshot()
  await context.close()
  return png.toString('base64')
}

async function addSession(context: BrowserContext): Promise<void> {
  const cookies = Object.entries(person.cookies)
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: app.origin })))
}

async function leaveHistory({ database }: App, userId: string): Promise<void> {
  await database.asUser(userId, (sql) => [
    sql`insert into audit_logs (user_id, action, timestamp, ip_address, user_agent)
        select ${userId},
          case when n % 5 = 0 then 'user_signin' when n % 7 = 0 then 'user_signout'
            else 'hello_world_accessed' end,
          now() - make_interval(hours => 9 * n + (n * n) % 17), '192.0.2.7',
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Safari/537.36'
        from generate_series(1, 80) as n`,
  ])
}
