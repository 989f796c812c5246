import { ask, type Findings, type Histories } from './histories.ts'
import { startServer } from './start-server.ts'

/**
 * How much the process of the app grows while it sends a million entries, part after part: one that has just
 * begun, whose heap V8 still enlarges for whatever it does, and one that has been in use.
 */
export async function measureDownloadMemory(histories: Histories): Promise<Findings> {
  const findings: Findings = {}
  for (const format of ['csv', 'ndjson']) {
    const path = `/activity/download/${format}`
    findings[`${path}, fresh process: memory before, at most`] = await measure(histories, path, [
      path,
    ])
    findings[`${path}, process in use: memory before, at most`] = await measure(
      histories,
      path,
      Array.from({ length: 50 }, () => [path, '/activity', '/api/hello-world']).flat(),
    )
  }
  return findings
}

/** @param ordinary what it answers twenty times before, as needing memory for that is no growth */
async function measure(
  histories: Histories,
  path: string,
  ordinary: string[],
): Promise<Findings[string]> {
  const { small, large } = histories
  const server = await startServer()
  try {
    for (let n = 0; n < 20; n += 1)
      for (const each of ordinary) await (await ask(histories, small, server.origin + each)).text()
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
