import type { Context } from '@netlify/functions'
import { createRequestHandler, RouterContextProvider } from 'react-router'
import * as build from 'virtual:react-router/server-build'
import { methods } from '#app/http/methods.ts'
import { problem } from '#app/http/problem.ts'
import { protectAnswer } from '#app/http/protect-answer.server.ts'
import { readRequestId } from '#app/http/request-id.ts'
import { withRequestScope } from '#app/request-scope.server.ts'
import { traceRequest } from '#app/telemetry/trace-request.server.ts'

const handle = createRequestHandler(build, import.meta.env.MODE)

/** The one function of the site: Netlify's request and context in, the app's response out. */
export default async function server(
  request: Request,
  context: Pick<Context, 'ip' | 'requestId'> & Partial<Pick<Context, 'waitUntil'>>,
): Promise<Response> {
  const scope = {
    id: readRequestId(request.headers) ?? context.requestId,
    path: new URL(request.url).pathname,
    clientAddress: context.ip,
  }
  return withRequestScope(scope, () =>
    traceRequest(request, context, async () => protectAnswer(request, await answer(request))),
  )
}

async function answer(request: Request): Promise<Response> {
  const provider = new RouterContextProvider()
  if (methods.has(request.method)) return handle(withoutLineBreaks(request), provider)

  const { url, headers } = request
  const options = await handle(new Request(url, { method: 'OPTIONS', headers }), provider)
  const allow = options.headers.get('allow')
  return allow ? problem('method-not-allowed', { headers: { allow } }) : options
}

/** The API's `*` stops at a line break: React Router would answer such an address by itself, with a page. */
function withoutLineBreaks(request: Request): Request {
  if (!request.url.includes('%')) return request
  const url = new URL(request.url)
  const { pathname } = url
  url.pathname = pathname.replaceAll(/%(?:0A|0D|E2%80%A[89])/gi, '%20')
  const isMatched = url.pathname === pathname || !/^\/api\//i.test(pathname)
  return isMatched ? request : new Request(url, request)
}
