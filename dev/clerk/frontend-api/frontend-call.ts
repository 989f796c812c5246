import { ClerkError, noStore, notFound } from '../clerk-error.ts'
import type { Instance } from '../instance.ts'
import { clientResource } from '../resources/client.ts'
import type { Route } from '../routes.ts'
import { factorVerificationAge } from '../session-token.ts'
import { activeSession } from '../sessions.ts'
import type { StoredClient, StoredSession, StoredUser } from '../state.ts'
import { findUser } from '../users.ts'

/** One request of Clerk's browser script, with the browser it came from. */
export interface FrontendCall {
  readonly instance: Instance
  readonly client: StoredClient
  readonly origin: string
  readonly userAgent: string
  readonly form: FormData
}

export type FrontendRoute = Route<FrontendCall>

const minutesUntilReverification = 10

/** The answer that nearly every endpoint gives: what was asked for, and the client's new state. */
export function answer(call: FrontendCall, response: object | null): Response {
  const client = clientResource(call.instance, call.client, call.origin)
  return Response.json({ response, client }, { headers: noStore })
}

/** A text field of the posted form; an absent one is empty. */
export function field(call: FrontendCall, name: string): string {
  const value = call.form.get(name)
  return typeof value === 'string' ? value : ''
}

/** The browser's session. Clerk's script signs the person out on this error's status alone. */
export function currentSession(call: FrontendCall): StoredSession {
  const session = activeSession(call.instance, call.client)
  if (!session) throw new ClerkError(401, 'signed_out', 'You are signed out')
  return session
}

export function currentUser(call: FrontendCall): StoredUser {
  return findUser(call.instance, currentSession(call).userId)
}

/** The session with this id, which must be the calling browser's own. */
export function ownSession(call: FrontendCall & { id: string }): StoredSession {
  const session = currentSession(call)
  if (session.id !== call.id) throw notFound('Session')
  return session
}

/** Refuses what Clerk refuses when the password or code was last asked for too long ago. */
export function requireReverification(call: FrontendCall): void {
  const [age] = factorVerificationAge(call.instance, currentSession(call))
  if (age < minutesUntilReverification) return
  const message = 'You need to provide additional verification to perform this operation'
  throw new ClerkError(403, 'session_reverification_required', message)
}
