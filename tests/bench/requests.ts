import type { App } from '../support/app.ts'
import { compare, type Finding, type Pair, unit } from './finding.ts'
import { load, type Load } from './load.ts'
import { asBrowser, asProgram } from './signed-headers.ts'
import { type ServerName, startServer } from './start-server.ts'

// What is larger needs longer until V8 has compiled it, as a server has that lives for minutes.
const warmUps = 5
const rounds = 7

interface Subject {
  what: string
  path: string
  base: ServerName
  others: ServerName[]
  atLeast: number | undefined
}

const subjects: Subject[] = [
  {
    what: '/api/hello-world',
    path: '/api/hello-world',
    base: 'node',
    others: ['template', 'hono', 'next'],
    atLeast: 0.6,
  },
  { what: '/', path: '/', base: 'template', others: ['next'], atLeast: 0.8 },
  // The app renders a page for everybody once: what if it did not.
  { what: '/, each anew', path: '/?[<id>]=', base: 'template', others: [], atLeast: undefined },
  { what: '/settings', path: '/settings', base: 'template', others: ['next'], atLeast: 0.8 },
]

/** How many requests are answered in a second and how soon, beside what does the same and nothing else. */
export async function measureRequests(app: App): Promise<Finding[]> {
  const findings: Finding[] = []
  const { userId } = app.createPerson()
  for (const { what, path, base, others, atLeast } of subjects) {
    const target = atLeast === undefined ? undefined : { atLeast }
    const targetOfP99 = target && { atMost: 2 }
    const names: ServerName[] = [base, 'ours', ...others]
    const servers = await Promise.all(names.map((name) => startServer(name)))
    const loads = new Map<ServerName, Load[]>(names.map((name) => [name, []]))
    try {
      for (let round = -warmUps; round < rounds; round += 1) {
        for (const [index, name] of names.entries()) {
          const origin = servers[index]?.origin ?? ''
          const measured = await load(origin + path, await headersFor(path, origin))
          if (round >= 0) loads.get(name)?.push(measured)
        }
      }
    } finally {
      servers.forEach((server) => server.stop())
    }
    const pairs = (name: ServerName, of: (measured: Load) => number): Pair[] =>
      (loads.get(base) ?? []).map((measured, round) => {
        const other = loads.get(name)?.[round]
        return { base: of(measured), ours: other ? of(other) : NaN }
      })
    const rate = ({ requestsPerSecond }: Load) => requestsPerSecond
    const late = ({ p99 }: Load) => p99
    findings.push(
      compare(`${what}: ${base}, ours`, pairs('ours', rate), unit.perSecond, target),
      compare(`${what}, p99: ${base}, ours`, pairs('ours', late), unit.milliseconds, targetOfP99),
      ...others.map((name) =>
        compare(`${what}: ${base}, ${name}`, pairs(name, rate), unit.perSecond),
      ),
    )
  }
  return findings

  async function headersFor(path: string, origin: string): Promise<Record<string, string>> {
    if (/^\/(?:\?|$)/.test(path)) return {}
    return path.startsWith('/api/') ? asProgram(app, userId) : asBrowser(app, userId, origin)
  }
}
