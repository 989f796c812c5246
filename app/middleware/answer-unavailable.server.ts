import type { MiddlewareFunction } from 'react-router'
import { retryAfter } from '#app/http/failure.ts'
import { announceQuota } from '#app/http/quota.ts'
import { currentRequest } from '#app/request-scope.server.ts'

/** An answer says when it is worth trying again: after a limit, or where a page failed for want of the database or Clerk. */
export const answerUnavailable: MiddlewareFunction<Response> = async (_args, next) => {
  const response = await next()
  if (response.status === 429) return announceQuota(response)
  if (response.status !== 500 || !currentRequest()?.isUnavailable) return response
  const headers = new Headers(response.headers)
  headers.set('retry-after', retryAfter)
  return new Response(response.body, { status: 503, headers })
}
