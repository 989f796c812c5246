import { firstFactors } from '../resources/sign-in.ts'
import { ownSessionResource } from '../resources/session.ts'
import { primaryAddress } from '../resources/user.ts'
import { verification } from '../resources/verification.ts'
import { findUser } from '../users.ts'
import { sendCode } from './code.ts'
import { checkFirstFactor } from './first-factor.ts'
import {
  answer,
  field,
  ownSession,
  type FrontendCall,
  type FrontendRoute,
} from './frontend-call.ts'

type SessionCall = FrontendCall & { readonly id: string }

/** Asking a signed-in person for their password or a code again. */
export const reverificationRoutes: FrontendRoute[] = [
  ['POST', '/client/sessions/:id/verify', (call) => answerVerification(call, 'unverified')],
  ['POST', '/client/sessions/:id/verify/prepare_first_factor', prepareFirstFactor],
  ['POST', '/client/sessions/:id/verify/attempt_first_factor', attemptFirstFactor],
]

function prepareFirstFactor(call: SessionCall): Response {
  sendCode(call.instance, primaryAddress(sessionUser(call)) ?? '')
  return answerVerification(call, 'unverified')
}

function attemptFirstFactor(call: SessionCall): Response {
  checkFirstFactor(call, sessionUser(call))
  ownSession(call).verifiedAt = call.instance.now()
  return answerVerification(call, 'verified')
}

function answerVerification(call: SessionCall, status: 'verified' | 'unverified'): Response {
  const session = ownSession(call)
  const strategy = field(call, 'strategy')
  return answer(call, {
    object: 'session_verification',
    id: `sver_${session.id}`,
    status: status === 'verified' ? 'complete' : 'needs_first_factor',
    level: 'first_factor',
    session: ownSessionResource(call.instance, session, call.origin),
    supported_first_factors: firstFactors(sessionUser(call)).filter(
      (factor) => factor.strategy !== 'reset_password_email_code',
    ),
    supported_second_factors: null,
    first_factor_verification: strategy ? verification(status, strategy) : null,
    second_factor_verification: null,
  })
}

function sessionUser(call: SessionCall) {
  return findUser(call.instance, ownSession(call).userId)
}
