import { noStore, notFound } from '../clerk-error.ts'
import { deviceResource } from '../resources/session.ts'
import { userResource } from '../resources/user.ts'
import { closeSession, isActive } from '../sessions.ts'
import type { StoredSession, StoredUser } from '../state.ts'
import { acceptPassword, deleteUser, updateUser } from '../users.ts'
import {
  answer,
  currentSession,
  currentUser,
  field,
  requireReverification,
  type FrontendCall,
  type FrontendRoute,
} from './frontend-call.ts'

/** What a signed-in person does with their own account. */
export const meRoutes: FrontendRoute[] = [
  ['GET', '/me', (call) => answer(call, userResource(currentUser(call)))],
  ['PATCH', '/me', updateMe],
  ['DELETE', '/me', deleteMe],
  ['POST', '/me/change_password', changePassword],
  ['GET', '/me/sessions/active', listDevices],
  ['POST', '/me/sessions/:id/revoke', revokeDevice],
]

function updateMe(call: FrontendCall): Response {
  const user = currentUser(call)
  const changes: Partial<StoredUser> = {}
  if (call.form.has('primary_email_address_id')) {
    requireReverification(call)
    const primaryEmailId = field(call, 'primary_email_address_id')
    const owned = user.emails.some((email) => email.id === primaryEmailId && email.verified)
    if (!owned) throw notFound('Email address')
    changes.primaryEmailId = primaryEmailId
  }
  if (call.form.has('first_name')) changes.firstName = field(call, 'first_name') || null
  if (call.form.has('last_name')) changes.lastName = field(call, 'last_name') || null
  updateUser(call.instance, user, changes)
  return answer(call, userResource(user))
}

function deleteMe(call: FrontendCall): Response {
  requireReverification(call)
  return answer(call, deleteUser(call.instance, currentUser(call)))
}

function changePassword(call: FrontendCall): Response {
  requireReverification(call)
  const user = currentUser(call)
  const passwordHash = acceptPassword(field(call, 'new_password'), 'new_password')
  updateUser(call.instance, user, { passwordHash })
  if (field(call, 'sign_out_of_other_sessions') === 'true') {
    const own = currentSession(call)
    for (const session of mySessions(call)) {
      if (session !== own) closeSession(call.instance, session, 'revoked')
    }
  }
  return answer(call, userResource(user))
}

function listDevices(call: FrontendCall): Response {
  const devices = mySessions(call).map((session) => deviceResource(call.instance, session))
  return Response.json(devices, { headers: noStore })
}

function revokeDevice(call: FrontendCall & { readonly id: string }): Response {
  requireReverification(call)
  const session = mySessions(call).find((candidate) => candidate.id === call.id)
  if (!session) throw notFound('Session')
  closeSession(call.instance, session, 'revoked')
  return answer(call, deviceResource(call.instance, session))
}

function mySessions(call: FrontendCall): StoredSession[] {
  const user = currentUser(call)
  return call.instance.state.sessions.filter(
    (session) => session.userId === user.id && isActive(call.instance, session),
  )
}
