import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { readUserId, sayHello } from './work.ts'

/** The bare minimum: node:http, the token and the statements. */
export default function createListener(): RequestListener {
  return (request, response) => void answer(request, response)
}

async function answer({ headers, socket }: IncomingMessage, response: ServerResponse) {
  const userId = await readUserId(headers.authorization ?? null, headers.cookie ?? null)
  if (!userId) return void response.writeHead(401).end()
  const agent = headers['user-agent'] ?? null
  const hello = await sayHello(userId, socket.remoteAddress ?? '', agent)
  const body = JSON.stringify(hello)
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(body)
}
