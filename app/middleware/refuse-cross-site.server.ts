import { data, type MiddlewareFunction } from 'react-router'
import { readBearer } from '#app/auth/bearer.server.ts'
import { isApi } from '#app/http/is-api.ts'
import { problem } from '#app/http/problem.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site's page would change with a person's cookies, or leave in cookies where the browser sent
 * none; a Bearer token stands above them.
 */
export const refuseCrossSite: MiddlewareFunction<Response> = async (args, next) => {
  const { method, headers } = args.request
  const isProgram = !headers.has('cookie') && (isApi(args) || !isFromPage(headers))
  const isSafe = safe.has(method) || isProgram || readBearer(args.request) !== null
  if (isSafe || isSameOrigin(headers, args.url)) return next()
  if (isApi(args)) return problem('cross-site')
  throw data(null, { status: 403 })
}

const isFromPage = (headers: Headers) => headers.has('sec-fetch-site') || headers.has('origin')

/**
 * Browsers say with every POST where it comes from: `Sec-Fetch-Site` (https://www.w3.org/TR/fetch-metadata/),
 * the older ones `Origin` alone. Who says nothing is no browser, and has no business with its cookies.
 */
function isSameOrigin(headers: Headers, url: URL): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  return headers.get('origin') === url.origin
}
