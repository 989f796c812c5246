import { currentRequest } from '#app/request-scope.server.ts'
import { keepAtEdge } from './edge-cache.server.ts'
import { safetyHeaders } from './safety-headers.ts'

const defaults = Object.entries({
  ...safetyHeaders,
  // Netlify caches by URL: an answer that depends on the session must say that it is private.
  'cache-control': 'private, no-store',
})

/**
 * The last hand on every answer, also on those that React Router gives without asking any route or middleware:
 * to a wrong method, say. What an answer says itself stays.
 */
export function protectAnswer(request: Request, answer: Response): Response {
  const { headers } = answer
  for (const [name, value] of defaults) {
    if (!headers.has(name)) headers.set(name, value)
  }
  const isAlike = answer.status === 200 && !headers.has('set-cookie')
  if (isAlike && currentRequest()?.isForEverybody) keepAtEdge(headers)
  if (request.url.startsWith('https:')) secureCookies(headers)
  return answer
}

/** Clerk's SDK sets a cookie without `Secure`, and what ends a session is written without, too. */
function secureCookies(headers: Headers): void {
  const cookies = headers.getSetCookie()
  headers.delete('set-cookie')
  for (const cookie of cookies) {
    const isSecure = /;\s*secure\s*(?:;|$)/i.test(cookie)
    headers.append('set-cookie', isSecure ? cookie : `${cookie}; Secure`)
  }
}
