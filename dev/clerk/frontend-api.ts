import { ClerkError, noStore } from './clerk-error.ts'
import { clientCookie, createClient, findClient, updatedAtCookies } from './clients.ts'
import { clientRoutes } from './frontend-api/client-sessions.ts'
import { emailAddressRoutes } from './frontend-api/email-addresses.ts'
import type { FrontendRoute } from './frontend-api/frontend-call.ts'
import { meRoutes } from './frontend-api/me.ts'
import { profileImageRoutes } from './frontend-api/profile-image.ts'
import { reverificationRoutes } from './frontend-api/reverification.ts'
import { signInRoutes } from './frontend-api/sign-ins.ts'
import { signUpRoutes } from './frontend-api/sign-ups.ts'
import { answerHandshake } from './handshake.ts'
import type { Instance } from './instance.ts'
import { findRoute } from './routes.ts'
import { activeSession } from './sessions.ts'
import type { StoredClient } from './state.ts'

const routes: FrontendRoute[] = [
  ...clientRoutes,
  ...signInRoutes,
  ...signUpRoutes,
  ...meRoutes,
  ...emailAddressRoutes,
  ...profileImageRoutes,
  ...reverificationRoutes,
]

/** Answers Clerk's script in the browser; undefined for an endpoint that is not emulated. */
export async function answerFrontend(
  instance: Instance,
  request: Request,
  path: string,
): Promise<Response | undefined> {
  const url = new URL(request.url)
  const method = frontendMethod(request)
  if (method === 'GET' && path === '/client/handshake') return answerHandshake(instance, request)

  const origin = request.headers.get('origin') ?? url.origin
  if (origin !== url.origin) {
    throw new ClerkError(400, 'origin_invalid', 'Requests must come from this application.')
  }
  if (method === 'POST' && path === '/dev_browser') {
    return Response.json(
      { object: 'dev_browser', id: createClient(instance).key },
      { headers: noStore },
    )
  }
  const answer = findRoute(routes, method, path)
  if (!answer) return undefined

  const client = requireClient(instance, request)
  const userAgent = request.headers.get('user-agent') ?? ''
  const form = request.method === 'POST' ? await request.formData() : new FormData()
  const response = await answer({ instance, client, origin, userAgent, form })
  if (instance.live) setClientCookies(instance, client, response)
  return response
}

/** Clerk's script knows two verbs and names the others in the address. */
export function frontendMethod(request: Request): string {
  if (request.method !== 'POST') return request.method
  return new URL(request.url).searchParams.get('_method') ?? 'POST'
}

function requireClient(instance: Instance, request: Request): StoredClient {
  const client = findClient(instance, request)
  if (client) return client
  if (instance.live) return createClient(instance)
  // Clerk's script then asks for a new dev browser, as after a reset of the local state.
  throw new ClerkError(401, 'dev_browser_unauthenticated', 'Unable to authenticate this browser')
}

function setClientCookies(instance: Instance, client: StoredClient, response: Response): void {
  const signedIn = activeSession(instance, client) !== undefined
  for (const cookie of [clientCookie(client), ...updatedAtCookies(instance, client, signedIn)]) {
    response.headers.append('set-cookie', cookie)
  }
}
