import type { App } from '../support/app.ts'
import { compare, type Finding, unit } from './finding.ts'
import { load } from './load.ts'
import { asBrowser, asProgram } from './signed-headers.ts'
import { heapOfFunction, startServer } from './start-server.ts'

const wanted = 100_000
const target = { atMost: 1.1 }

/** The memory of the process after a thousand requests, and after a hundred thousand; the bare template beside it. */
export async function measureMemory(app: App): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const name of ['template', 'ours'] as const) {
    const { base, ours, answered } = await fill(app, name)
    const what = `memory, ${name}: after 1,000 requests, after ${answered.toLocaleString('en')}`
    findings.push(compare(what, [{ base, ours }], unit.megabytes, target))
  }
  return findings
}

async function fill(app: App, name: 'template' | 'ours') {
  const { userId } = app.createPerson()
  const server = await startServer(name, heapOfFunction)
  const { origin } = server
  const signed = {
    '/api/hello-world': () => asProgram(app, userId),
    '/settings': () => asBrowser(app, userId, app.origin),
    '/': async () => ({}),
  }
  try {
    let base: number | undefined
    let answered = 0
    while (answered < wanted) {
      for (const [path, headers] of Object.entries(signed)) {
        // One at a time, as a function's instance is asked.
        const options = { seconds: base ? 20 : 1, connections: 1 }
        answered += (await load(origin + path, await headers(), options)).requests
      }
      base ??= answered >= 1_000 ? (await server.readMemory()).now : undefined
    }
    return { base: base ?? NaN, ours: (await server.readMemory()).now, answered }
  } finally {
    server.stop()
  }
}
