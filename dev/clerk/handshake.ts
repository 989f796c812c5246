import { ClerkError, noStore } from './clerk-error.ts'
import {
  clientCookie,
  cookieAttributes,
  createClient,
  findClient,
  updatedAtCookies,
} from './clients.ts'
import type { Instance } from './instance.ts'
import { signJwt } from './keys.ts'
import { sessionToken } from './session-token.ts'
import { activeSession } from './sessions.ts'

/**
 * Sends the browser back to the app with its cookies renewed. They travel in a signed token, which
 * the app's server turns into cookies: in the address with a development key, else in a cookie.
 */
export function answerHandshake(instance: Instance, request: Request): Response {
  const target = sameOriginTarget(request)
  const client = findClient(instance, request) ?? createClient(instance)
  const session = activeSession(instance, client)
  const suffixes = ['', `_${instance.cookieSuffix}`]

  const cookies = updatedAtCookies(instance, client, session !== undefined)
  for (const suffix of suffixes) {
    if (!instance.live) {
      cookies.push(`__clerk_db_jwt${suffix}=${client.key}; ${cookieAttributes}`)
    }
    cookies.push(
      session
        ? `__session${suffix}=${sessionToken(instance, session, target.origin)}; ${cookieAttributes}`
        : `__session${suffix}=; Path=/; SameSite=Lax; Max-Age=0`,
    )
  }

  const headers = new Headers(noStore)
  if (instance.live) {
    // Left in place, the handshake cookie would bring back this session on later requests.
    cookies.push('__clerk_handshake=; Path=/; SameSite=Lax; HttpOnly; Max-Age=0')
    const token = signJwt(instance.state.keys, { handshake: cookies })
    headers.append('set-cookie', clientCookie(client))
    headers.append('set-cookie', `__clerk_handshake=${token}; Path=/; SameSite=Lax; HttpOnly`)
  } else {
    const token = signJwt(instance.state.keys, { handshake: cookies })
    target.searchParams.set('__clerk_handshake', token)
  }
  headers.set('location', target.href)
  return new Response(null, { status: 307, headers })
}

function sameOriginTarget(request: Request): URL {
  const url = new URL(request.url)
  const redirectUrl = url.searchParams.get('redirect_url') ?? ''
  const target = URL.canParse(redirectUrl) ? new URL(redirectUrl) : undefined
  if (target?.origin !== url.origin) {
    const message = 'The redirect_url must be a page of this application.'
    throw new ClerkError(400, 'invalid_url', message, 'redirect_url')
  }
  return target
}
