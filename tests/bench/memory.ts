import type { App } from '../support/app.ts'
import { compare, type Finding, unit } from './finding.ts'
import { load } from './load.ts'
import { asBrowser, asProgram } from './signed-headers.ts'
import { startServer } from './start-server.ts'

const wanted = 100_000

/** The memory of the process after a thousand requests, and after a hundred thousand. */
export async function measureMemory(app: App): Promise<Finding[]> {
  const { userId } = app.createPerson()
  const server = await startServer()
  const { origin } = server
  const signed = {
    '/api/hello-world': () => asProgram(app, userId),
    '/settings': () => asBrowser(app, userId, origin),
    '/activity': () => asBrowser(app, userId, origin),
    '/': async () => ({}),
  }
  try {
    let base: number | undefined
    let answered = 0
    while (answered < wanted) {
      for (const [path, headers] of Object.entries(signed)) {
        const seconds = base ? 20 : 1
        answered += (await load(origin + path, await headers(), { seconds })).requests
      }
      base ??= answered >= 1_000 ? (await server.readMemory()).now : undefined
    }
    const { now } = await server.readMemory()
    const what = `memory: after 1,000 requests, after ${answered.toLocaleString('en')}`
    return [compare(what, [{ base: base ?? NaN, ours: now }], unit.megabytes, { atMost: 1.1 })]
  } finally {
    server.stop()
  }
}
