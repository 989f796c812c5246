import { data, type MiddlewareFunction } from 'react-router'
import { isApi } from '#app/http/is-api.ts'
import { problem } from '#app/http/problem.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses what another site's page would change with a person's cookies; a Bearer token stands above them. */
export const refuseCrossSite: MiddlewareFunction<Response> = async (args, next) => {
  const { method, headers } = args.request
  const isSafe = safe.has(method) || !headers.has('cookie') || headers.has('authorization')
  if (isSafe || isSameOrigin(headers, args.url)) return next()
  if (isApi(args)) return problem('cross-site')
  throw data(null, { status: 403 })
}

/**
 * Browsers say with every POST where it comes from: `Sec-Fetch-Site` (https://www.w3.org/TR/fetch-metadata/),
 * the older ones `Origin` alone. Who says nothing is no browser, and has no business with its cookies.
 */
function isSameOrigin(headers: Headers, url: URL): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  return headers.get('origin') === url.origin
}
