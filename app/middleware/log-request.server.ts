import { createHash } from 'node:crypto'
import type { MiddlewareFunction } from 'react-router'
import { log } from '#app/log.server.ts'
import { currentRequest } from '#app/request-scope.server.ts'

/**
 * One line of JSON for each request, and its times for the caller
 * (https://www.w3.org/TR/server-timing/). Query strings may hold secrets, so only the path is written.
 */
export const logRequest: MiddlewareFunction<Response> = async ({ request, pattern }, next) => {
  const start = performance.now()
  const response = await next()
  const scope = currentRequest()
  if (!scope) return response
  const { id, path, userId, authMs, databaseMs, roundTrips } = scope
  const totalMs = performance.now() - start
  response.headers.set('x-request-id', id)
  response.headers.append(
    'server-timing',
    [
      `auth;dur=${authMs.toFixed(1)}`,
      `db;dur=${databaseMs.toFixed(1)}`,
      `total;dur=${totalMs.toFixed(1)}`,
    ].join(', '),
  )
  if (import.meta.env.PROD) {
    log({
      requestId: id,
      method: request.method,
      route: `/${pattern.replace(/^\//, '')}`,
      path,
      status: response.status,
      durationMs: Math.round(totalMs),
      databaseMs: Math.round(databaseMs),
      roundTrips,
      // A person's requests can be found together, but not who it is.
      user: userId && createHash('sha256').update(userId).digest('hex').slice(0, 16),
    })
  }
  return response
}
