import { type Finding, report, unit } from './finding.ts'
import { ask, type Histories } from './histories.ts'
import { heapOfFunction, startServer } from './start-server.ts'

const ordinary = ['/activity', '/api/hello-world', '/api/user/activity', '/account']

/** How much the process of the app grows while it sends a million entries, part after part. */
export async function measureDownloadMemory({ app, small, large }: Histories): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const what of ['csv', 'ndjson', 'export'] as const) {
    const server = await startServer('ours', heapOfFunction)
    const begin = async () => {
      if (what !== 'export') return `/activity/download/${what}`
      const asked = await ask(app, large, `${server.origin}/api/user/exports`, 'POST')
      return asked.headers.get('location')
    }
    try {
      // V8 enlarges the heap of a new process for whatever it does; that is no growth.
      for (let n = 0; n < 1_000; n += 1)
        for (const path of ordinary) await (await ask(app, small, server.origin + path)).text()
      const { now } = await server.readMemory()
      const rows = await readAll(await begin())
      if (rows < 1_000_000) throw new Error(`${what} gives ${rows} rows only.`)
      const { highest } = await server.readMemory()
      const growth = highest - now
      const name = `a million entries as ${what}: growth of memory`
      findings.push(report(name, growth, unit.megabytes, { atMost: 64 * 1024 ** 2 }))
    } finally {
      server.stop()
    }

    async function readAll(first: string | null): Promise<number> {
      let rows = 0
      let link = first
      while (link) {
        const response = await ask(app, large, server.origin + link)
        rows += await countRows(response)
        link = /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1] ?? null
      }
      return rows
    }
  }
  return findings
}

/** A row is a line of a file, and has an action in an export. */
async function countRows({ body, headers }: Response): Promise<number> {
  const isExport = headers.get('content-type')?.startsWith('application/json')
  const row = isExport ? '"action":' : '\n'
  let rows = 0
  let rest = ''
  for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const parts = (rest + text).split(row)
    rows += parts.length - 1
    rest = (parts.at(-1) ?? '').slice(-row.length)
  }
  return rows
}
