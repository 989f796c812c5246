import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Answers TRACE, of which no Request can be made.
 * @returns whether it was one
 */
export function refuseTrace({ method }: IncomingMessage, response: ServerResponse): boolean {
  if (method !== 'TRACE') return false
  response.writeHead(405, { allow: 'GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE' }).end()
  return true
}
