import { type LoaderFunctionArgs, type MiddlewareFunction, redirectDocument } from 'react-router'
import { readBearer } from '#app/auth/bearer.server.ts'
import { readUserId, setSession } from '#app/auth/session.server.ts'
import { bringsClerkCookie, forgetSession } from '#app/auth/session-cookies.server.ts'
import { readBearerSession, readSettledSession } from '#app/auth/shown-session.server.ts'
import { isSignInPage } from '#app/auth/sign-in-paths.ts'
import { isApi } from '#app/http/is-api.ts'
import { currentRequest } from '#app/request-scope.server.ts'
import { currentSpan } from '#app/telemetry/span.server.ts'
import { authenticateByClerk } from './authenticate-by-clerk.server.ts'

/**
 * Finds out who is calling. All that Clerk does for a browser took a quarter of the time of a page: it is asked where
 * it may have something to do, such as to renew a session. Else it only checks the token.
 */
export const authenticate: MiddlewareFunction<Response> = async (args, next) => {
  const { request, url, pattern } = args
  // A webhook is signed by its sender and has no session.
  if (pattern === 'webhooks/clerk') return next()
  const start = performance.now()
  const span = currentSpan()?.open('auth')
  const bearer = readBearer(request)

  async function proceed(): Promise<Response> {
    const scope = currentRequest()
    if (scope) {
      scope.userId = readUserId(args)
      scope.authMs = performance.now() - start
    }
    span?.end()
    const response = await next()
    // Pages answer so to a token that outlived its person; a program is told.
    const isForProgram = isApi(args) || bearer !== null
    if (response.status !== 401 || isForProgram) return response
    return redirectDocument('/', { headers: forgetSession(request) })
  }

  try {
    const session =
      bearer === null ? await readSettledSession(request, url) : await readBearerSession(bearer)
    if (!session && bearer === null && concernsClerk(args))
      return await authenticateByClerk(args, proceed)
    setSession(args, session)
    return await proceed()
  } finally {
    span?.end()
  }
}

/** Whether there may be a session, or Clerk says something in the address, or its components are to be shown. */
function concernsClerk({ request, url, pattern }: LoaderFunctionArgs): boolean {
  return (
    bringsClerkCookie(request) ||
    [...url.searchParams.keys()].some((name) => name.startsWith('__clerk_')) ||
    isSignInPage({ pattern })
  )
}
