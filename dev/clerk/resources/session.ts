import type { Instance } from '../instance.ts'
import { factorVerificationAge, sessionToken } from '../session-token.ts'
import type { StoredSession } from '../state.ts'
import { publicUserData, userResource } from './user.ts'

const week = 7 * 24 * 60 * 60 * 1000

export function sessionExpiry(session: StoredSession): number {
  return session.createdAt + week
}

/** A session as the Backend API and webhooks show it. */
export function sessionResource(instance: Instance, session: StoredSession) {
  return {
    object: 'session',
    id: session.id,
    client_id: session.clientId,
    user_id: session.userId,
    status: session.status,
    actor: null,
    tasks: null,
    last_active_organization_id: null,
    factor_verification_age: factorVerificationAge(instance, session),
    last_active_at: session.lastActiveAt,
    expire_at: sessionExpiry(session),
    abandon_at: sessionExpiry(session),
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  }
}

/** A session as its own browser sees it: with its user and a fresh token. */
export function ownSessionResource(instance: Instance, session: StoredSession, origin: string) {
  const user = instance.state.users.find((candidate) => candidate.id === session.userId)
  return {
    ...sessionResource(instance, session),
    user: user ? userResource(user) : null,
    public_user_data: user ? publicUserData(user) : null,
    last_active_token: { object: 'token', jwt: sessionToken(instance, session, origin) },
  }
}

/** A session in the list of a person's devices. */
export function deviceResource(instance: Instance, session: StoredSession) {
  const mobile = session.userAgent.includes('Mobile')
  return {
    ...sessionResource(instance, session),
    user: null,
    latest_activity: {
      object: 'session_activity',
      id: `sact_${session.id}`,
      browser_name: /Firefox|Edg|Chrome|Safari/.exec(session.userAgent)?.[0] ?? 'Browser',
      device_type: mobile ? 'Mobile' : 'Computer',
      ip_address: '127.0.0.1',
      city: 'this computer',
      is_mobile: mobile,
    },
  }
}
