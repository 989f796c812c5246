import { notFound } from '../clerk-error.ts'
import { newId } from '../keys.ts'
import { signUpResource } from '../resources/sign-up.ts'
import { openSession } from '../sessions.ts'
import type { StoredSignUp } from '../state.ts'
import { acceptPassword, addUser, freeAddress } from '../users.ts'
import { checkCode, sendCode } from './code.ts'
import { answer, field, type FrontendCall, type FrontendRoute } from './frontend-call.ts'
import { refuseSecondSession } from './sign-ins.ts'

type AttemptCall = FrontendCall & { readonly id: string }

export const signUpRoutes: FrontendRoute[] = [
  ['POST', '/client/sign_ups', startSignUp],
  ['GET', '/client/sign_ups/:id', (call) => answer(call, signUpResource(findAttempt(call)))],
  ['PATCH', '/client/sign_ups/:id', (call) => fillIn(call, findAttempt(call))],
  ['POST', '/client/sign_ups/:id/prepare_verification', prepareVerification],
  ['POST', '/client/sign_ups/:id/attempt_verification', attemptVerification],
]

function startSignUp(call: FrontendCall): Response {
  refuseSecondSession(call)
  const attempt: StoredSignUp = {
    id: newId('sua'),
    status: 'missing_requirements',
    email: null,
    emailVerified: false,
    codeSent: false,
    passwordHash: null,
    firstName: null,
    lastName: null,
    createdUserId: null,
    createdSessionId: null,
  }
  call.client.signUp = attempt
  return fillIn(call, attempt)
}

function fillIn(call: FrontendCall, attempt: StoredSignUp): Response {
  const changes: Partial<StoredSignUp> = {}
  if (call.form.has('email_address')) {
    changes.email = freeAddress(call.instance, field(call, 'email_address'))
    changes.emailVerified = changes.email === attempt.email && attempt.emailVerified
  }
  if (call.form.has('password')) changes.passwordHash = acceptPassword(field(call, 'password'))
  if (call.form.has('first_name')) changes.firstName = field(call, 'first_name') || null
  if (call.form.has('last_name')) changes.lastName = field(call, 'last_name') || null
  Object.assign(attempt, changes)
  return completeIfReady(call, attempt)
}

function prepareVerification(call: AttemptCall): Response {
  const attempt = findAttempt(call)
  attempt.codeSent = true
  sendCode(call.instance, attempt.email ?? '')
  return answer(call, signUpResource(attempt))
}

function attemptVerification(call: AttemptCall): Response {
  const attempt = findAttempt(call)
  checkCode(field(call, 'code'))
  attempt.emailVerified = true
  return completeIfReady(call, attempt)
}

function completeIfReady(call: FrontendCall, attempt: StoredSignUp): Response {
  const { email, emailVerified, passwordHash, firstName, lastName } = attempt
  if (email !== null && emailVerified && passwordHash !== null) {
    // Somebody else may have verified the same address meanwhile.
    const address = freeAddress(call.instance, email)
    const user = addUser(call.instance, { address, passwordHash, firstName, lastName })
    const session = openSession(call.instance, call.client, user, call.userAgent)
    attempt.status = 'complete'
    attempt.createdUserId = user.id
    attempt.createdSessionId = session.id
    call.client.signUp = null
  }
  return answer(call, signUpResource(attempt))
}

function findAttempt(call: AttemptCall): StoredSignUp {
  const attempt = call.client.signUp
  if (attempt?.id !== call.id) throw notFound('Sign-up attempt')
  return attempt
}
