import type { Context } from '@netlify/functions'
import { methods } from '#app/http/methods.ts'
import { readTraceParent } from '#app/http/request-id.ts'
import { exceptionOf } from '#app/log.server.ts'
import { pseudonymOf } from '#app/pseudonym.server.ts'
import { currentRequest, type RequestScope } from '#app/request-scope.server.ts'
import { type Span, withinSpan } from './span.server.ts'
import { telemetry } from './telemetry.server.ts'
import { tracedBody } from './traced-body.server.ts'

/**
 * Answers a request within a span, which ends when the answer has been read to its end: pages and files are
 * streamed. Only then is it sent, and nobody waits but the platform, which keeps the function awake.
 */
export async function traceRequest(
  { method, headers }: Request,
  platform: Partial<Pick<Context, 'waitUntil'>>,
  answer: () => Promise<Response>,
): Promise<Response> {
  const tracing = await telemetry
  if (!tracing) return answer()
  // Held, as a body is read outside of it.
  const scope = currentRequest()
  const span = tracing.openSpan('HTTP', 'server', readTraceParent(headers))
  const ended = Promise.withResolvers<void>()
  platform.waitUntil?.(ended.promise.then(tracing.flush))
  const end = () => {
    describe(span, method, scope)
    span.end()
    ended.resolve()
  }
  try {
    const response = await withinSpan(span, answer)
    span.describe({ 'http.response.status_code': response.status })
    if (response.status >= 500) span.fail(String(response.status))
    if (response.body && method !== 'HEAD')
      return new Response(tracedBody(response.body, span, end), response)
    end()
    return response
  } catch (error) {
    span.recordException(exceptionOf(error))
    end()
    throw error
  }
}

/** By the names of https://opentelemetry.io/docs/specs/semconv/http/http-spans/. */
function describe(span: Span, given: string, scope: RequestScope | undefined): void {
  const { id, route, userId } = scope ?? {}
  const method = methods.has(given) ? given : '_OTHER'
  span.rename([method, route].filter(Boolean).join(' '))
  span.describe({
    'http.request.method': method,
    'http.route': route ?? undefined,
    'request.id': id,
    'user.hash': userId ? pseudonymOf(userId) : undefined,
  })
}
