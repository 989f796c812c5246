import { createServer, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listen } from './listen.ts'
import { startNeonEndpoint } from './neon-endpoint.ts'

/** What the endpoint answered. */
interface Answered {
  status: number
  body: string
}

const say =
  (status: number, body: string, type = 'application/json') =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': type }).end(body)

/** Instead of asking the database. */
const before = {
  reset: (response: ServerResponse) => void response.socket?.resetAndDestroy(),
  silence: () => {},
  'status 429': say(429, '{"message":"too many requests"}'),
  'status 502': say(502, '<html><h1>502 Bad Gateway</h1></html>', 'text/html'),
  'status 503': say(503, '{"message":"Control plane request failed"}'),
  'a page of HTML': say(200, '<!doctype html><title>Sign in to the network</title>', 'text/html'),
  'JSON that is no result': say(200, '{"ok":true}'),
  'JSON without rows': say(200, '{"results":[]}'),
  'half of a result': say(200, '{"results":[{"fields":[],"rows":['),
}

/** After the database did it. */
const after = {
  'a lost answer': (response: ServerResponse) => void response.socket?.resetAndDestroy(),
  'an answer that never comes': () => {},
  'an answer cut short': (response: ServerResponse, { status, body }: Answered) => {
    response.writeHead(status, { 'content-length': body.length })
    response.write(body.slice(0, body.length / 2), () => response.socket?.resetAndDestroy())
  },
  'an answer that is garbled': (response: ServerResponse, { status, body }: Answered) =>
    void response.writeHead(status).end(body.replaceAll('"', '\u0000')),
}

export type NeonFault = keyof typeof before | keyof typeof after

const isEarly = (fault: NeonFault): fault is keyof typeof before => fault in before

export type FaultyNeon = Awaited<ReturnType<typeof startFaultyNeon>>

/** Stands before a Neon endpoint, to which it takes what the built app sends to Neon, and fails as it is told. */
export async function startFaultyNeon() {
  let target = ''
  let closeEndpoint = async () => {}
  let fault: NeonFault | undefined
  let delayMs = 0
  let left = 0
  let hits = 0
  const { fetch } = globalThis

  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request)
      const struck = left > 0 ? fault : undefined
      if (struck) {
        left -= 1
        hits += 1
        if (isEarly(struck)) return before[struck](response)
      }
      const headers = Object.entries(request.headers)
        .filter(([name]) => name.startsWith('neon-'))
        .map(([name, value]): [string, string] => [name, String(value)])
      const answer = await fetch(target, { method: 'POST', headers, body })
      const answered = { status: answer.status, body: await answer.text() }
      if (struck && !isEarly(struck)) return after[struck](response, answered)
      setTimeout(() => say(answered.status, answered.body)(response), delayMs)
    })().catch(() => response.destroy())
  })
  const port = await listen(server, '127.0.0.1')

  // The built app has a driver of its own, which knows Neon's real addresses only.
  globalThis.fetch = (input, init) =>
    input === 'https://api.local.neon.tech/sql'
      ? fetch(`http://127.0.0.1:${port}/sql`, init)
      : fetch(input, init)

  return {
    async through(databaseUrl: string): Promise<string> {
      const endpoint = await startNeonEndpoint(databaseUrl)
      target = `http://127.0.0.1:${/ep-(\d+)/.exec(endpoint.url)?.[1]}/sql`
      closeEndpoint = () => endpoint.close()
      return endpoint.url
    },
    /** From now on requests are answered so, every one or the next few. */
    fail(next: NeonFault, times = Infinity) {
      fault = next
      left = times
      hits = 0
    },
    /** Every answer takes so much longer. */
    delay(milliseconds: number) {
      delayMs = milliseconds
    },
    /** Nobody listens any more. */
    async refuse() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
    /** All is well again. */
    async heal() {
      fault = undefined
      delayMs = 0
      server.closeAllConnections()
      if (!server.listening)
        await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    },
    /** How often the fault has struck. */
    get hits() {
      return hits
    },
    async close() {
      globalThis.fetch = fetch
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await closeEndpoint()
    },
  }
}
