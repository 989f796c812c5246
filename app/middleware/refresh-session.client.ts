import { renewSession } from '#app/auth/session.client.ts'
import type { Route } from '../+types/root.ts'

/**
 * Before the browser asks the server for anything, lets Clerk renew a session token that ran out while the
 * person was away: a form that was left open for an hour then saves as if nothing had happened.
 */
export const refreshSession: Route.ClientMiddlewareFunction = async (_args, next) => {
  // Without the network or the session the server decides, and keeps what was typed.
  await renewSession()
  return next()
}
