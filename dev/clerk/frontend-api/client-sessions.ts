import { noStore } from '../clerk-error.ts'
import { environmentResource } from '../environment.ts'
import { clientResource } from '../resources/client.ts'
import { ownSessionResource } from '../resources/session.ts'
import { sessionToken } from '../session-token.ts'
import { activeSession, closeSession } from '../sessions.ts'
import { answer, ownSession, type FrontendCall, type FrontendRoute } from './frontend-call.ts'

type SessionCall = FrontendCall & { readonly id: string }

export const clientRoutes: FrontendRoute[] = [
  ['GET', '/environment', answerEnvironment],
  ['PATCH', '/environment', answerEnvironment],
  ['GET', '/client', answerClient],
  ['PUT', '/client', answerClient],
  ['DELETE', '/client', signOut],
  ['DELETE', '/client/sessions', signOut],
  ['GET', '/client/sessions/:id', (call) => answerSession(call)],
  ['POST', '/client/sessions/:id/tokens', createToken],
  ['POST', '/client/sessions/:id/touch', touchSession],
  ['POST', '/client/sessions/:id/end', (call) => leaveSession(call, 'ended')],
  ['POST', '/client/sessions/:id/remove', (call) => leaveSession(call, 'removed')],
]

function answerEnvironment(call: FrontendCall): Response {
  return Response.json(environmentResource(call.instance), { headers: noStore })
}

function answerClient(call: FrontendCall): Response {
  return answer(call, clientResource(call.instance, call.client, call.origin))
}

function signOut(call: FrontendCall): Response {
  const session = activeSession(call.instance, call.client)
  if (session) closeSession(call.instance, session, 'removed')
  Object.assign(call.client, { signIn: null, signUp: null })
  return answerClient(call)
}

function answerSession(call: SessionCall): Response {
  return answer(call, ownSessionResource(call.instance, ownSession(call), call.origin))
}

function createToken(call: SessionCall): Response {
  const session = ownSession(call)
  session.lastActiveAt = call.instance.now()
  const jwt = sessionToken(call.instance, session, call.origin)
  return Response.json({ object: 'token', jwt }, { headers: noStore })
}

function touchSession(call: SessionCall): Response {
  ownSession(call).lastActiveAt = call.instance.now()
  return answerSession(call)
}

function leaveSession(call: SessionCall, status: 'ended' | 'removed'): Response {
  const session = ownSession(call)
  closeSession(call.instance, session, status)
  return answer(call, ownSessionResource(call.instance, session, call.origin))
}
