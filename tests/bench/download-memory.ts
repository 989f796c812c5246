import { ask, type Findings, type Histories } from './histories.ts'
import { startServer } from './start-server.ts'

/** How much the process of the app grows while it sends a million entries, part after part. */
export async function measureDownloadMemory(histories: Histories): Promise<Findings> {
  const findings: Findings = {}
  for (const format of ['csv', 'ndjson']) {
    const path = `/activity/download/${format}`
    findings[`${path}: memory before, at most`] = await measure(histories, path)
  }
  return findings
}

async function measure(histories: Histories, path: string): Promise<Findings[string]> {
  const { small, large } = histories
  const server = await startServer()
  try {
    // A server that has been in use: what it needs for its ordinary answers is no growth.
    for (let n = 0; n < 1_000; n += 1)
      for (const ordinary of [path, '/activity', '/api/hello-world'])
        await (await ask(histories, small, server.origin + ordinary)).text()
    const { now } = await server.readMemory()
    let lines = 0
    let link: string | undefined = path
    while (link) {
      const response: Response = await ask(histories, large, server.origin + link)
      lines += await countLines(response)
      link = /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1]
    }
    if (lines < 1_000_000) throw new Error(`${path} gives ${lines} lines only.`)
    const { highest } = await server.readMemory()
    return {
      from: inMegabytes(now),
      to: inMegabytes(highest),
      change: `+ ${inMegabytes(highest - now)}`,
    }
  } finally {
    server.stop()
  }
}

async function countLines({ body }: Response): Promise<number> {
  let lines = 0
  for await (const bytes of body ?? []) for (const byte of bytes) if (byte === 10) lines += 1
  return lines
}

const inMegabytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(0)} MB`
