import { neonConfig } from '@neondatabase/serverless'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { postgresBackend } from '#db/transport/postgres-transport.server.ts'
import { answerSqlOverHttp } from '#db/transport/sql-over-http.ts'

/** A Neon host of this machine: the driver reaches it by HTTP, over a real socket. */
export interface NeonEndpoint {
  /** A connection URL with a host under neon.tech, which this process takes to the endpoint. */
  url: string
  close(): Promise<void>
}

/**
 * Serves one fixed database by Neon's SQL-over-HTTP protocol.
 * @param databaseUrl the PostgreSQL behind it
 */
export async function startNeonEndpoint(databaseUrl: string): Promise<NeonEndpoint> {
  const backend = postgresBackend(databaseUrl, 10)
  const answer = answerSqlOverHttp(backend)
  const endpoint = await startHttpEndpoint(async (request, response) => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const headers = new Headers(
      Object.entries(request.headersDistinct).flatMap(
        ([name, values]) => values?.map((value): [string, string] => [name, value]) ?? [],
      ),
    )
    const body = await text(request)
    const answered = await answer(request.url ?? '', { headers, body, signal: gone.signal })
    response.writeHead(answered.status, { 'content-type': 'application/json' })
    response.end(await answered.text())
  })
  return {
    url: endpoint.url,
    close: async () => {
      await endpoint.close()
      await backend.close()
    },
  }
}

/** As above, with answers of the caller's: the way to a Neon that fails. */
export async function startHttpEndpoint(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<NeonEndpoint> {
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no TCP address')
  // The port is part of the host, so that one function serves all endpoints of the process.
  neonConfig.fetchEndpoint = (host) => `http://127.0.0.1:${/^ep-(\d+)\./.exec(host)?.[1]}/sql`
  return {
    url: `postgres://user:secret@ep-${address.port}.local.neon.tech/database`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
