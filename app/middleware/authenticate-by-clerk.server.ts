import { type LoaderFunctionArgs, redirectDocument } from 'react-router'
import { leaveHandshake } from '#app/auth/handshake.server.ts'
import { readUserId, setSession } from '#app/auth/session.server.ts'
import { endsSession, hasSession } from '#app/auth/session-cookies.server.ts'
import { signInUrl, signUpUrl } from '#app/auth/sign-in-paths.ts'
import { answerInTime, clerk } from '#app/data/clerk.server.ts'
import { authorizedParties, env } from '#app/env.server.ts'
import { failure } from '#app/http/failure.ts'
import { isApi } from '#app/http/is-api.ts'
import { isDataRequest } from '#app/http/is-data-request.ts'
import { localPath } from '#app/http/local-path.ts'
import { sendNotice, takeNotice } from '#app/http/notice.server.ts'
import { readCookies } from '#app/http/request-cookies.server.ts'

const options = {
  authorizedParties,
  publishableKey: env.CLERK_PUBLISHABLE_KEY,
  ...(env.CLERK_JWT_KEY && { jwtKey: env.CLERK_JWT_KEY }),
  ...(env.CLERK_PROXY_URL && { proxyUrl: env.CLERK_PROXY_URL }),
  signInUrl,
  signUpUrl,
}

/**
 * Finds out whose cookies these are, and renews an expired session where it can, as Clerk's middleware does
 * (https://clerk.com/docs/reference/backend/authenticate-request) but with one client for all requests.
 */
export async function authenticateByClerk(
  args: LoaderFunctionArgs,
  next: () => Promise<Response>,
): Promise<Response> {
  const { request, url } = args
  try {
    const shown = presentable(request, isApi(args))
    const state = await answerInTime(clerk.authenticateRequest(shown, options))
    const answer = state.headers.has('location')
      ? new Response(null, { status: 307, headers: state.headers })
      : await proceed(state)
    await explainEnd(request, answer)
    return answer
  } catch (error) {
    if (isApi(args)) return failure(error)
    // With a development key, Clerk throws at a handshake that it did not sign.
    const response = leaveHandshake(request, url)
    if (!response) throw error
    return response
  }

  async function proceed({ headers, ...state }: RequestState): Promise<Response> {
    const auth = state.toAuth()
    if (!auth) throw new Error('Clerk: a handshake without an address')
    const { userId, sessionId, sessionClaims: claims } = auth
    // Only session tokens count, no other that Clerk signs.
    setSession(args, userId && sessionId ? { userId, sessionId, claims } : null)
    const reload = isNavigationInApp(request) && hasSession(request)
    if (reload && !readUserId(args)) return redirectDocument(localPath(url))
    const answer = await next()
    for (const [name, value] of headers) answer.headers.append(name, value)
    return answer
  }
}

type RequestState = Awaited<ReturnType<typeof clerk.authenticateRequest>>

const sessionCookie = /^__(?:session|client_uat|refresh|clerk_db_jwt)(?:_[\w-]+)?$/

/** Where a site goes on to when it is asked by one that shares its Clerk; there is none. */
const elsewhere = '__clerk_redirect_url'

/**
 * What Clerk gets to see. An API call is never redirected, and shows its session only: a handshake is for pages,
 * and a forged one would be Clerk's to look up.
 */
function presentable(request: Request, isForApi: boolean): Request {
  const { method } = request
  const [url, headers] = [new URL(request.url), new Headers(request.headers)]
  // Only then: it writes the whole query anew.
  if (url.searchParams.has(elsewhere)) url.searchParams.delete(elsewhere)
  let cookies = readCookies(request).filter(isReadable)
  if (isForApi) {
    url.search = ''
    headers.set('accept', 'application/json')
    headers.set('sec-fetch-dest', 'empty')
    cookies = cookies.filter(
      ({ name, value }) => sessionCookie.test(name) && /^[\w.-]*$/.test(value),
    )
  }
  headers.set('cookie', cookies.map(({ name, value }) => `${name}=${value}`).join('; '))
  return new Request(url, { method, headers })
}

/** Whether no part of a token is JSON's null, over which Clerk's code stumbles before it checks anything. */
function isReadable({ name, value }: { name: string; value: string }): boolean {
  return !name.startsWith('__session') || !value.split('.').some(isNull)
}

function isNull(part: string): boolean {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) === null
  } catch {
    return false
  }
}

/** Says why the next page asks to sign in, where an answer before this one did not. */
async function explainEnd(request: Request, answer: Response): Promise<void> {
  const isRedirect = answer.headers.has('location')
  if (!isRedirect || !hasSession(request) || !endsSession(answer)) return
  if (await takeNotice(request)) return
  const text = 'Your session had ended. Please sign in again.'
  answer.headers.append('set-cookie', await sendNotice({ tone: 'danger', text }))
}

/** Clerk renews an expired session on document requests only, so such a call is sent to be one. */
function isNavigationInApp(request: Request): boolean {
  return request.method === 'GET' && isDataRequest(request)
}
