import { randomBytes } from 'node:crypto'
import { createContext, type MiddlewareFunction } from 'react-router'
import { contentSecurityPolicy } from '#app/http/content-security-policy.server.ts'

/** What scripts of this answer's page carry to be allowed to run. */
export const nonceContext = createContext('')

const headers = {
  // Netlify caches by URL: an answer that depends on the session must say that it is private.
  'cache-control': 'private, no-store',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** Headers for every answer that does not say otherwise itself. */
export const protectResponse: MiddlewareFunction<Response> = async ({ context }, next) => {
  const nonce = randomBytes(16).toString('base64')
  context.set(nonceContext, nonce)
  const response = await next()
  for (const [name, value] of Object.entries(headers)) {
    if (!response.headers.has(name)) response.headers.set(name, value)
  }
  response.headers.set('content-security-policy', contentSecurityPolicy(nonce))
  return response
}
