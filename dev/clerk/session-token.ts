import type { Instance } from './instance.ts'
import { signJwt } from './keys.ts'
import { primaryAddress } from './resources/user.ts'
import type { StoredSession } from './state.ts'

const lifetimeInSeconds = 60

/**
 * The claims of a session token: Clerk's own, and the three that the app adds to them under
 * "Customize session token", so that the server knows the name without asking Clerk.
 */
export function sessionClaims(instance: Instance, session: StoredSession, origin: string) {
  const user = instance.state.users.find((candidate) => candidate.id === session.userId)
  const now = Math.floor(instance.now() / 1000)
  return {
    azp: origin,
    email: user ? primaryAddress(user) : null,
    exp: now + lifetimeInSeconds,
    firstName: user?.firstName ?? null,
    fva: factorVerificationAge(instance, session),
    iat: now,
    iss: `https://${instance.host}`,
    lastName: user?.lastName ?? null,
    nbf: now - 10,
    sid: session.id,
    sts: 'active',
    sub: session.userId,
    v: 2,
  }
}

/** A fresh session token for pages of `origin`. */
export function sessionToken(instance: Instance, session: StoredSession, origin: string): string {
  return signJwt(instance.state.keys, sessionClaims(instance, session, origin))
}

/** Minutes since the first and the second factor were last asked for; -1 is never. */
export function factorVerificationAge(
  instance: Instance,
  session: StoredSession,
): [first: number, second: number] {
  return [Math.floor((instance.now() - session.verifiedAt) / 60_000), -1]
}
