import type { MiddlewareFunction } from 'react-router'
import { log } from '#app/log.server.ts'
import { pseudonymOf } from '#app/pseudonym.server.ts'
import { currentRequest } from '#app/request-scope.server.ts'

/**
 * One line of JSON for each request, and its times for the caller
 * (https://www.w3.org/TR/server-timing/). Query strings may hold secrets, so only the path is written.
 */
export const logRequest: MiddlewareFunction<Response> = async ({ request, pattern }, next) => {
  const start = performance.now()
  const scope = currentRequest()
  const route = `/${pattern.replace(/^\//, '')}`
  if (scope) scope.route = route
  const response = await next()
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
      route,
      path,
      status: response.status,
      durationMs: Math.round(totalMs),
      databaseMs: Math.round(databaseMs),
      roundTrips,
      user: userId && pseudonymOf(userId),
    })
  }
  return response
}
