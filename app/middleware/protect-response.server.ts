import { randomBytes } from 'node:crypto'
import { createContext, type MiddlewareFunction } from 'react-router'
import { contentSecurityPolicy } from '#app/http/content-security-policy.server.ts'

/** What scripts of this answer's page carry to be allowed to run. */
export const nonceContext = createContext('')

/** Lets the scripts of a page run, and nobody but the caller keep an answer that does not say otherwise. */
export const protectResponse: MiddlewareFunction<Response> = async ({ context }, next) => {
  const nonce = randomBytes(16).toString('base64')
  context.set(nonceContext, nonce)
  const response = await next()
  const { headers } = response
  // Netlify caches by URL: an answer that depends on the session must say that it is private.
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store')
  if (headers.get('content-type')?.startsWith('text/html'))
    headers.set('content-security-policy', contentSecurityPolicy(nonce))
  return response
}
