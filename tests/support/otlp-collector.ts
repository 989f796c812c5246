import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listen } from './listen.ts'
import { decodeTraces, type ReceivedSpan } from './otlp-traces.ts'

/** What the collector does with what it gets. */
type Manner = 'accepts' | 'hangs' | 'drips' | 'refuses' | 'fails' | 'babbles'

const type = 'application/x-protobuf'

/** Takes traces by OTLP over HTTP, as an error tracker would. */
export async function startCollector() {
  let manner: Manner = 'accepts'
  const requests: { path: string; headers: IncomingHttpHeaders; body: Buffer }[] = []
  const spans: ReceivedSpan[] = []
  const hanging = new Set<ServerResponse>()
  let changed = Promise.withResolvers<void>()

  const answer: Record<Manner, (response: ServerResponse) => unknown> = {
    accepts: (response) => response.writeHead(200, { 'content-type': type }).end(),
    hangs: (response) => hanging.add(response),
    drips(response) {
      response.writeHead(200, { 'content-type': type })
      const timer = setInterval(() => response.write(' '), 100)
      response.once('close', () => clearInterval(timer))
      hanging.add(response)
    },
    refuses: (response) => response.destroy(),
    fails: (response) => response.writeHead(400).end('<h1>Bad Request</h1>'),
    babbles: (response) => response.writeHead(200).end(Buffer.alloc(1_000, 0xff)),
  }

  async function take(request: IncomingMessage, response: ServerResponse) {
    const body = await buffer(request)
    requests.push({ path: request.url ?? '', headers: request.headers, body })
    spans.push(...decodeTraces(body))
    answer[manner](response)
    changed.resolve()
    changed = Promise.withResolvers()
  }

  const server = createServer((request, response) => void take(request, response))
  const endpoint = `http://localhost:${await listen(server)}/otlp`

  return {
    endpoint,
    requests,
    /** Every byte that it ever got, as text. */
    everything: () => Buffer.concat(requests.map(({ body }) => body)).toString('latin1'),

    /** What has arrived of a trace, in order. */
    spansOf: (traceId: string) => spans.filter((span) => span.traceId === traceId),

    /** Waits for a span of that name. */
    async span(name: string) {
      while (true) {
        const span = spans.findLast((each) => each.name === name)
        if (span) return span
        await changed.promise
      }
    },

    behave(next: Manner) {
      manner = next
      for (const response of hanging) response.end()
      hanging.clear()
    },

    /** Waits until it was asked more often than that. */
    async requestsBeyond(count: number) {
      while (requests.length <= count) await changed.promise
    },

    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
