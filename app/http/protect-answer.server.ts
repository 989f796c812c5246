import { safetyHeaders } from './safety-headers.ts'

/**
 * The last hand on every answer, also on those that no route gave: a wrong method, a list of routes, a
 * failure. Headers that it has stay.
 */
export function protectAnswer(request: Request, answer: Response): Response {
  const headers = new Headers(answer.headers)
  for (const [name, value] of Object.entries(safetyHeaders)) {
    if (!headers.has(name)) headers.set(name, value)
  }
  if (new URL(request.url).protocol === 'https:') secureCookies(headers)
  const { status, statusText, body } = answer
  return new Response(body, { status, statusText, headers })
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
