import { ClerkError, notFound } from '../clerk-error.ts'
import { emailResource } from '../resources/user.ts'
import type { StoredEmail } from '../state.ts'
import { freeAddress, newEmail, updateUser } from '../users.ts'
import { checkCode, sendCode } from './code.ts'
import {
  answer,
  currentUser,
  field,
  requireReverification,
  type FrontendCall,
  type FrontendRoute,
} from './frontend-call.ts'

type EmailCall = FrontendCall & { readonly id: string }

export const emailAddressRoutes: FrontendRoute[] = [
  ['POST', '/me/email_addresses', addEmail],
  ['DELETE', '/me/email_addresses/:id', removeEmail],
  ['POST', '/me/email_addresses/:id/prepare_verification', prepareVerification],
  ['POST', '/me/email_addresses/:id/attempt_verification', attemptVerification],
]

function addEmail(call: FrontendCall): Response {
  requireReverification(call)
  const user = currentUser(call)
  const email = newEmail(freeAddress(call.instance, field(call, 'email_address')), false)
  // An address that was typed before but never verified starts anew.
  const others = user.emails.filter((other) => other.address !== email.address)
  updateUser(call.instance, user, { emails: [...others, email] })
  return answer(call, emailResource(email))
}

function removeEmail(call: EmailCall): Response {
  requireReverification(call)
  const user = currentUser(call)
  const email = findEmail(call)
  if (email.id === user.primaryEmailId) {
    const message = 'You cannot delete your primary email address.'
    throw new ClerkError(400, 'deletion_not_allowed', message)
  }
  updateUser(call.instance, user, { emails: user.emails.filter((other) => other !== email) })
  return answer(call, { object: 'email_address', id: email.id, deleted: true })
}

function prepareVerification(call: EmailCall): Response {
  const email = findEmail(call)
  sendCode(call.instance, email.address)
  return answer(call, emailResource(email))
}

function attemptVerification(call: EmailCall): Response {
  const email = findEmail(call)
  checkCode(field(call, 'code'))
  // Somebody else may have verified the same address meanwhile.
  if (!email.verified) freeAddress(call.instance, email.address)
  email.verified = true
  updateUser(call.instance, currentUser(call), {})
  return answer(call, emailResource(email))
}

function findEmail(call: EmailCall): StoredEmail {
  const email = currentUser(call).emails.find((candidate) => candidate.id === call.id)
  if (!email) throw notFound('Email address')
  return email
}
