import type { MiddlewareFunction } from 'react-router'
import { retryAfter } from '#app/http/failure.ts'
import { currentRequest } from '#app/request-scope.server.ts'

/** A page that failed for want of the database says so by its status, as the API does: it is worth trying again. */
export const answerUnavailable: MiddlewareFunction<Response> = async (_args, next) => {
  const response = await next()
  if (response.status !== 500 || !currentRequest()?.isDatabaseUnavailable) return response
  const headers = new Headers(response.headers)
  headers.set('retry-after', retryAfter)
  return new Response(response.body, { status: 503, headers })
}
