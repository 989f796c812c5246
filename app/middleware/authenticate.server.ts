import { clerkMiddleware } from '@clerk/react-router/server'
import { type MiddlewareFunction, redirectDocument } from 'react-router'
import { leaveHandshake } from '#app/auth/handshake.server.ts'
import { readUserId } from '#app/auth/session.server.ts'
import { endsSession, forgetSession, hasSession } from '#app/auth/session-cookies.server.ts'
import { authorizedParties, env } from '#app/env.server.ts'
import { failure } from '#app/http/failure.ts'
import { isApi } from '#app/http/is-api.ts'
import { sendNotice, takeNotice } from '#app/http/notice.server.ts'
import { currentRequest } from '#app/request-scope.server.ts'
import { currentSpan } from '#app/telemetry/span.server.ts'

const clerk = clerkMiddleware({
  authorizedParties,
  ...(env.CLERK_JWT_KEY && { jwtKey: env.CLERK_JWT_KEY }),
  signInUrl: '/sign-in',
  signUpUrl: '/sign-up',
})

/** Finds out who is calling, with Clerk's own middleware, and renews an expired session where it can. */
export const authenticate: MiddlewareFunction<Response> = async (args, next) => {
  const { request, url, pattern } = args
  // A webhook is signed by its sender and has no session.
  if (pattern === 'webhooks/clerk') return next()
  const start = performance.now()
  const span = currentSpan()?.open('auth')
  try {
    const clerkArgs = { ...args, request: presentable(request, isApi(args)) }
    const answer = await clerk(clerkArgs, async () => {
      const scope = currentRequest()
      if (scope) {
        scope.userId = await readUserId(args)
        scope.authMs = performance.now() - start
      }
      span?.end()
      const reload = isNavigationInApp(request) && hasSession(request)
      if (reload && !(await readUserId(args))) return redirectDocument(url.pathname + url.search)
      const response = await next()
      // Pages answer so to a token that outlived its person; a program is told.
      const isForProgram = isApi(args) || request.headers.has('authorization')
      if (response.status !== 401 || isForProgram) return response
      return redirectDocument('/', { headers: forgetSession(request) })
    })
    if (answer) await explainEnd(request, answer)
    return answer
  } catch (error) {
    if (isApi(args)) return failure(error)
    // With a development key, Clerk throws at a handshake that it did not sign.
    const response = leaveHandshake(request, url)
    if (!response) throw error
    return response
  } finally {
    span?.end()
  }
}

const sessionCookie = /^__(?:session|client_uat|refresh|clerk_db_jwt)(?:_[\w-]+)?=[\w.-]*$/

/**
 * What Clerk gets to see: a Bearer it would ask its servers about is dropped. An API call is never redirected,
 * and shows its session only: a handshake is for pages, and a forged one would be Clerk's to look up.
 */
function presentable({ url, method, headers: given }: Request, isForApi: boolean): Request {
  const headers = new Headers(given)
  const bearer = headers.get('authorization')
  if (bearer && !/^Bearer ey[\w-]+\.[\w-]+\.[\w-]+$/i.test(bearer)) {
    headers.delete('authorization')
    headers.delete('cookie')
  }
  if (!isForApi) return new Request(url, { method, headers })
  headers.set('accept', 'application/json')
  headers.set('sec-fetch-dest', 'empty')
  const cookies = headers.get('cookie')?.split(/; */) ?? []
  headers.set('cookie', cookies.filter((cookie) => sessionCookie.test(cookie)).join('; '))
  return new Request(url.replace(/\?.*$/s, ''), { method, headers })
}

/** Says why the next page asks to sign in, where an answer before this one did not. */
async function explainEnd(request: Request, answer: Response): Promise<void> {
  const isRedirect = answer.headers.has('location')
  if (!isRedirect || !hasSession(request) || !endsSession(answer)) return
  if (await takeNotice(request)) return
  const text = 'Your session had ended. Please sign in again.'
  answer.headers.append('set-cookie', await sendNotice({ tone: 'danger', text }))
}

/**
 * React Router fetches the data of a page it navigates to from an address of its own that ends in
 * `.data`. Clerk renews an expired session on document requests only, so such a call is sent to be one.
 */
function isNavigationInApp({ method, url }: Request): boolean {
  return method === 'GET' && new URL(url).pathname.endsWith('.data')
}
