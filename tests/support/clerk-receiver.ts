import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import { createRequestListener } from '@remix-run/node-fetch-server'
import { listen } from './listen.ts'

/** A server that takes webhooks; it answers with the given statuses in turn, then with 200. */
export async function startReceiver(...statuses: number[]) {
  const received: Request[] = []
  const arrivals = new EventEmitter()
  const server = createServer(
    createRequestListener(async (request) => {
      const body = await request.text()
      received.push(new Request(request.url, { method: 'POST', headers: request.headers, body }))
      arrivals.emit('request')
      return new Response(null, { status: statuses.shift() ?? 200 })
    }),
  )
  const target = `http://localhost:${await listen(server)}/webhooks/clerk`
  return {
    target,
    /** Waits until so many requests have come, and hands them over. */
    async take(count: number): Promise<Request[]> {
      while (received.length < count) await once(arrivals, 'request')
      return received.splice(0)
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
