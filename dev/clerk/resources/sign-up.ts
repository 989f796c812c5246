import type { StoredSignUp } from '../state.ts'
import { verification } from './verification.ts'

export function signUpResource(attempt: StoredSignUp) {
  const missing = []
  if (attempt.email === null) missing.push('email_address')
  if (attempt.passwordHash === null) missing.push('password')
  return {
    object: 'sign_up',
    id: attempt.id,
    status: attempt.status,
    required_fields: ['email_address', 'password'],
    optional_fields: ['first_name', 'last_name'],
    missing_fields: missing,
    unverified_fields: attempt.emailVerified ? [] : ['email_address'],
    username: null,
    first_name: attempt.firstName,
    last_name: attempt.lastName,
    email_address: attempt.email,
    phone_number: null,
    web3_wallet: null,
    external_account: null,
    external_account_strategy: null,
    has_password: attempt.passwordHash !== null,
    unsafe_metadata: {},
    created_session_id: attempt.createdSessionId,
    created_user_id: attempt.createdUserId,
    abandon_at: null,
    legal_accepted_at: null,
    locale: null,
    timezone: null,
    verifications: {
      email_address: {
        ...verification(attempt.emailVerified ? 'verified' : 'unverified', 'email_code'),
        next_action: nextAction(attempt),
        supported_strategies: ['email_code'],
      },
      phone_number: null,
      web3_wallet: null,
      external_account: null,
    },
  }
}

function nextAction(attempt: StoredSignUp): string {
  if (attempt.emailVerified) return ''
  return attempt.codeSent ? 'needs_attempt' : 'needs_prepare'
}
