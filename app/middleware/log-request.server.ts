import type { MiddlewareFunction } from 'react-router'
import { platformContext } from '#app/platform.server.ts'

/** One line of JSON for each request. Query strings may hold secrets, so only the path is written. */
export const logRequest: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const { requestId } = context.get(platformContext)
  const start = performance.now()
  const response = await next()
  response.headers.set('x-request-id', requestId)
  if (import.meta.env.PROD) {
    const { method, url } = request
    const path = new URL(url).pathname
    const durationMs = Math.round(performance.now() - start)
    console.log(JSON.stringify({ requestId, method, path, status: response.status, durationMs }))
  }
  return response
}
