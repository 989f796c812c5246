import type { MiddlewareFunction } from 'react-router'

const headers = {
  // Netlify caches by URL: an answer that depends on the session must say that it is private.
  'cache-control': 'private, no-store',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** Headers for every answer that does not say otherwise itself. */
export const protectResponse: MiddlewareFunction<Response> = async (_args, next) => {
  const response = await next()
  for (const [name, value] of Object.entries(headers)) {
    if (!response.headers.has(name)) response.headers.set(name, value)
  }
  return response
}
