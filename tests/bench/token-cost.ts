import { verifyToken } from '@clerk/react-router/api.server'
import type { App } from '../support/app.ts'
import { type Finding, median, report, unit } from './finding.ts'
import { asBrowser, asProgram } from './signed-headers.ts'
import { startServer } from './start-server.ts'

const repetitions = 2_000

/** How long it takes to find out who is calling; nobody is asked over the network. */
export async function measureTokenCost(app: App): Promise<Finding[]> {
  const { userId } = app.createPerson()
  const { token } = app.clerk.signIn(userId, app.origin)
  const jwtKey = process.env.CLERK_JWT_KEY ?? ''
  const checks = await times(() => verifyToken(token, { jwtKey, authorizedParties: [app.origin] }))
  const server = await startServer()
  const { origin } = server
  try {
    const bearer = asProgram(app, userId)
    const cookies = await asBrowser(app, userId, origin)
    const referred = { ...cookies, referer: 'https://elsewhere.example.com/' }
    const calls = app.callsToClerk.length
    const findings = [
      report("Clerk's check of a token", median(checks), unit.microseconds),
      report('who calls: a Bearer', await auth('/api/health', bearer), unit.microseconds),
      report("  a browser's settled session", await auth('/activity', cookies), unit.microseconds),
      report(
        '  a browser that Clerk looks at',
        await auth('/activity', referred),
        unit.microseconds,
      ),
    ]
    if (app.callsToClerk.length > calls) throw new Error('Clerk was asked.')
    return findings
  } finally {
    server.stop()
  }

  /** As the app says in Server-Timing, in microseconds. */
  async function auth(path: string, headers: Record<string, string>): Promise<number> {
    const spent: number[] = []
    for (let n = 0; n < 400; n += 1) {
      const response = await fetch(origin + path, { headers })
      await response.arrayBuffer()
      const [, milliseconds] =
        /auth;dur=([\d.]+)/.exec(response.headers.get('server-timing') ?? '') ?? []
      if (!response.ok || !milliseconds) throw new Error(`${path} answers ${response.status}.`)
      spent.push(Number(milliseconds) * 1000)
    }
    return median(spent.slice(100))
  }
}

async function times(act: () => Promise<unknown>): Promise<number[]> {
  const spent: number[] = []
  for (let n = 0; n < repetitions; n += 1) {
    const start = performance.now()
    await act()
    spent.push((performance.now() - start) * 1000)
  }
  return spent.slice(repetitions / 2)
}
