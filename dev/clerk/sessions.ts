import type { Instance } from './instance.ts'
import { newId } from './keys.ts'
import { sessionExpiry, sessionResource } from './resources/session.ts'
import { userResource } from './resources/user.ts'
import type { StoredClient, StoredSession, StoredUser } from './state.ts'

export function isActive(instance: Instance, session: StoredSession): boolean {
  return session.status === 'active' && sessionExpiry(session) > instance.now()
}

/** The session a browser is signed in with: Clerk's default allows one at a time. */
export function activeSession(instance: Instance, client: StoredClient): StoredSession | undefined {
  return instance.state.sessions.find(
    (session) => session.clientId === client.id && isActive(instance, session),
  )
}

export function openSession(
  instance: Instance,
  client: StoredClient,
  user: StoredUser,
  userAgent: string,
): StoredSession {
  const now = instance.now()
  const session: StoredSession = {
    id: newId('sess'),
    clientId: client.id,
    userId: user.id,
    status: 'active',
    userAgent,
    createdAt: now,
    updatedAt: now,
    lastActiveAt: now,
    verifiedAt: now,
  }
  instance.state.sessions.push(session)
  client.updatedAt = now
  user.lastSignInAt = now
  const data = { ...sessionResource(instance, session), user: userResource(user) }
  instance.emit('session.created', data)
  return session
}

export function closeSession(
  instance: Instance,
  session: StoredSession,
  status: 'ended' | 'removed' | 'revoked',
): void {
  session.status = status
  session.updatedAt = instance.now()
  const client = instance.state.clients.find((candidate) => candidate.id === session.clientId)
  if (client) client.updatedAt = instance.now()
  instance.emit(`session.${status}`, sessionResource(instance, session))
}
