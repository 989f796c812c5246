import { ClerkError, notFound } from '../clerk-error.ts'
import { newId } from '../keys.ts'
import { primaryAddress } from '../resources/user.ts'
import { signInResource } from '../resources/sign-in.ts'
import { activeSession, closeSession, isActive, openSession } from '../sessions.ts'
import type { StoredSignIn } from '../state.ts'
import { acceptPassword, findUser, findUserByEmail, updateUser } from '../users.ts'
import { sendCode } from './code.ts'
import { checkFirstFactor, checkPassword } from './first-factor.ts'
import { answer, field, type FrontendCall, type FrontendRoute } from './frontend-call.ts'

type AttemptCall = FrontendCall & { readonly id: string }

export const signInRoutes: FrontendRoute[] = [
  ['POST', '/client/sign_ins', startSignIn],
  ['GET', '/client/sign_ins/:id', (call) => answerSignIn(call, findAttempt(call))],
  ['POST', '/client/sign_ins/:id/prepare_first_factor', prepareFirstFactor],
  ['POST', '/client/sign_ins/:id/attempt_first_factor', attemptFirstFactor],
  ['POST', '/client/sign_ins/:id/reset_password', resetPassword],
]

function startSignIn(call: FrontendCall): Response {
  refuseSecondSession(call)
  const identifier = field(call, 'identifier')
  const attempt: StoredSignIn = {
    id: newId('sia'),
    status: 'needs_identifier',
    identifier: identifier || null,
    userId: null,
    strategy: null,
    createdSessionId: null,
  }
  call.client.signIn = attempt
  if (!identifier) return answerSignIn(call, attempt)

  const user = findUserByEmail(call.instance, identifier)
  if (!user) {
    const message = "Couldn't find your account."
    throw new ClerkError(422, 'form_identifier_not_found', message, 'identifier')
  }
  Object.assign(attempt, { userId: user.id, status: 'needs_first_factor' })
  if (!call.form.has('password')) return answerSignIn(call, attempt)
  checkPassword(user, field(call, 'password'), 'password')
  return completeSignIn(call, attempt, 'password')
}

function prepareFirstFactor(call: AttemptCall): Response {
  const attempt = findAttempt(call)
  attempt.strategy = field(call, 'strategy')
  sendCode(call.instance, primaryAddress(attemptUser(call, attempt)) ?? '')
  return answerSignIn(call, attempt)
}

function attemptFirstFactor(call: AttemptCall): Response {
  const attempt = findAttempt(call)
  const strategy = checkFirstFactor(call, attemptUser(call, attempt))
  if (strategy !== 'reset_password_email_code') return completeSignIn(call, attempt, strategy)
  Object.assign(attempt, { status: 'needs_new_password', strategy })
  return answerSignIn(call, attempt)
}

function resetPassword(call: AttemptCall): Response {
  const attempt = findAttempt(call)
  if (attempt.status !== 'needs_new_password') throw notFound('Password reset')
  const user = attemptUser(call, attempt)
  updateUser(call.instance, user, { passwordHash: acceptPassword(field(call, 'password')) })
  if (field(call, 'sign_out_of_other_sessions') === 'true') {
    for (const session of call.instance.state.sessions) {
      if (session.userId === user.id && isActive(call.instance, session)) {
        closeSession(call.instance, session, 'revoked')
      }
    }
  }
  return completeSignIn(call, attempt, 'reset_password_email_code')
}

/** Clerk's default: one session per browser. */
export function refuseSecondSession(call: FrontendCall): void {
  if (!activeSession(call.instance, call.client)) return
  throw new ClerkError(400, 'session_exists', "You're already signed in.")
}

function completeSignIn(call: FrontendCall, attempt: StoredSignIn, strategy: string): Response {
  const user = attemptUser(call, attempt)
  const session = openSession(call.instance, call.client, user, call.userAgent)
  Object.assign(attempt, { status: 'complete', strategy, createdSessionId: session.id })
  call.client.signIn = null
  return answerSignIn(call, attempt)
}

function findAttempt(call: AttemptCall): StoredSignIn {
  const attempt = call.client.signIn
  if (attempt?.id !== call.id) throw notFound('Sign-in attempt')
  return attempt
}

function attemptUser(call: FrontendCall, attempt: StoredSignIn) {
  return findUser(call.instance, attempt.userId ?? '')
}

function answerSignIn(call: FrontendCall, attempt: StoredSignIn): Response {
  return answer(call, signInResource(call.instance, attempt))
}
