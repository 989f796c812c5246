import { renewSession } from '#app/auth/session.client.ts'
import type { Route } from '../+types/root.ts'

/**
 * Before the browser asks the server for anything, lets Clerk renew a session token that ran out while the
 * person was away: a form that was left open for an hour then saves as if nothing had happened.
 */
export const refreshSession: Route.ClientMiddlewareFunction = async ({ request }, next) => {
  // Without the network or the session the server decides, and keeps what was typed. For a page it renews the session
  // itself, sooner than Clerk's script comes.
  if (request.method !== 'GET' || window.Clerk) await renewSession()
  return next()
}
