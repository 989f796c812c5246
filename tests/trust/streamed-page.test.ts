import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AppProcess, startAppProcess } from '../support/app-process.ts'
import { copyProject } from '../support/copy-project.ts'
import { migratedDatabase } from '../support/migrated-database.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'
import { runInShell } from '../support/shell.ts'

// The project's own pages wait for nothing that could come later, so one that does is added to a copy.
const page = `import { Suspense } from 'react'
import { Await } from 'react-router'
import type { Route } from './+types/late.ts'

const late = Promise.withResolvers<string>()

export function loader({ url }: Route.LoaderArgs) {
  if (url.searchParams.has('release')) late.resolve('what came late')
  return { late: url.searchParams.has('never') ? new Promise<string>(() => {}) : late.promise }
}

export default function Late({ loaderData }: Route.ComponentProps) {
  return (
    <Suspense fallback="not yet there">
      <Await resolve={loaderData.late}>{(text) => text}</Await>
    </Suspense>
  )
}
`

let folder: string
let postgres: PostgresServer
let app: AppProcess
beforeAll(async () => {
  folder = copyProject()
  writeFileSync(join(folder, 'app/routes/late.tsx'), page)
  const routes = join(folder, 'app/routes.ts')
  const home = "index('routes/home.tsx'),"
  writeFileSync(
    routes,
    readFileSync(routes, 'utf8').replace(home, `${home} route('late', 'routes/late.tsx'),`),
  )
  await runInShell(folder, 'npx react-router build --logLevel error')
  postgres = await startPostgres()
  app = await startAppProcess(await migratedDatabase(postgres), {}, folder)
  await app.isUp()
})
afterAll(async () => {
  await app.program.stop()
  await postgres.stop()
  rmSync(folder, { recursive: true })
})

const asRobot = { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' }
const asBrowser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' }

function open(address: string, headers: Record<string, string>): Promise<Response> {
  return fetch(app.origin + address, { headers, signal: AbortSignal.timeout(60_000) })
}

test('is sent before its promise is kept; a robot gets it whole', async () => {
  const robot = open('/late', asRobot)
  const { body } = await open('/late', asBrowser)
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  let html = ''
  const readUntil = async (text: string) => {
    while (!html.includes(text)) {
      const { done, value = '' } = (await reader?.read()) ?? { done: true }
      if (done) throw new Error(`The page ended without “${text}”: ${html}`)
      html += value
    }
  }
  await readUntil('not yet there')
  expect(html).not.toContain('what came late')
  await open('/late?release', asBrowser)
  await readUntil('what came late')
  const whole = await (await robot).text()
  expect(whole).toContain('what came late')
  expect(whole).not.toContain('not yet there')
})

test.each([
  ['a browser', asBrowser],
  ['a robot', asRobot],
])('ends without what never comes, for %s', async (_who, headers) => {
  const response = await open('/late?never', headers)
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('not yet there')
})
