import type { Route } from '../+types/root.ts'

declare global {
  interface Window {
    /** Clerk's script, once it is loaded. */
    Clerk?: { session?: { getToken: () => Promise<unknown> } | null }
  }
}

/**
 * Before the browser asks the server for anything, lets Clerk renew a session token that ran out while the
 * person was away: a form that was left open for an hour then saves as if nothing had happened.
 */
export const refreshSession: Route.ClientMiddlewareFunction = async (_args, next) => {
  // Without the network or the session the server decides, and keeps what was typed.
  await window.Clerk?.session?.getToken().catch(() => null)
  return next()
}
