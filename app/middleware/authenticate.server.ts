import { clerkMiddleware } from '@clerk/react-router/server'
import { type MiddlewareFunction, redirectDocument } from 'react-router'
import { readUserId } from '#app/auth/session.server.ts'
import { forgetSession } from '#app/auth/session-cookies.server.ts'
import { authorizedParties, env } from '#app/env.server.ts'
import { currentRequest } from '#app/request-scope.server.ts'

const clerk = clerkMiddleware({
  authorizedParties,
  ...(env.CLERK_JWT_KEY && { jwtKey: env.CLERK_JWT_KEY }),
  signInUrl: '/sign-in',
  signUpUrl: '/sign-up',
})

/** Finds out who is calling, with Clerk's own middleware, and renews an expired session where it can. */
export const authenticate: MiddlewareFunction<Response> = async (args, next) => {
  const { pathname, search } = args.url
  // A webhook is signed by its sender and has no session.
  if (pathname.startsWith('/webhooks/')) return next()
  const start = performance.now()
  return clerk({ ...args, request: presentable(args.request) }, async () => {
    const scope = currentRequest()
    if (scope) {
      scope.userId = await readUserId(args)
      scope.authMs = performance.now() - start
    }
    const reload = isNavigationInApp(args.request) && hasSession(args.request)
    if (reload && !(await readUserId(args))) return redirectDocument(pathname + search)
    const response = await next()
    // Pages answer so to a token that outlived its person; the API says it to the program.
    if (response.status !== 401 || pathname.startsWith('/api/')) return response
    return redirectDocument('/', { headers: forgetSession(args.request) })
  })
}

/** What Clerk gets to see: a Bearer it would ask its servers about is dropped, an API call never redirected. */
function presentable({ url, method, headers: given }: Request): Request {
  const headers = new Headers(given)
  const bearer = headers.get('authorization')
  if (bearer && !/^Bearer ey[\w-]+\.[\w-]+\.[\w-]+$/i.test(bearer)) {
    headers.delete('authorization')
    headers.delete('cookie')
  }
  if (new URL(url).pathname.startsWith('/api/')) {
    headers.set('accept', 'application/json')
    headers.set('sec-fetch-dest', 'empty')
  }
  return new Request(url, { method, headers })
}

/**
 * React Router fetches the data of a page it navigates to from an address of its own that ends in
 * `.data`. Clerk renews an expired session on document requests only, so such a call is sent to be one.
 */
function isNavigationInApp({ method, url }: Request): boolean {
  return method === 'GET' && new URL(url).pathname.endsWith('.data')
}

/** Clerk's `__client_uat` is 0 while signed out, else the time of the last sign-in. */
function hasSession({ headers }: Request): boolean {
  return /(?:^|; ?)__client_uat(?:_[\w-]+)?=[1-9]/.test(headers.get('cookie') ?? '')
}
