import type { Instance } from '../instance.ts'
import type { StoredSignIn, StoredUser } from '../state.ts'
import { primaryAddress, publicUserData } from './user.ts'
import { verification } from './verification.ts'

/** The ways in which a user can prove who they are. */
export function firstFactors(user: StoredUser) {
  const email = { email_address_id: user.primaryEmailId, safe_identifier: primaryAddress(user) }
  const code = { strategy: 'email_code', primary: true, ...email }
  if (user.passwordHash === null) return [code]
  const reset = { strategy: 'reset_password_email_code', primary: true, ...email }
  return [{ strategy: 'password' }, code, reset]
}

export function signInResource(instance: Instance, attempt: StoredSignIn) {
  const user = instance.state.users.find((candidate) => candidate.id === attempt.userId)
  const verified = attempt.status === 'complete' || attempt.status === 'needs_new_password'
  return {
    object: 'sign_in',
    id: attempt.id,
    status: attempt.status,
    identifier: attempt.identifier,
    supported_identifiers: ['email_address'],
    supported_first_factors: user ? firstFactors(user) : null,
    supported_second_factors: null,
    first_factor_verification: attempt.strategy
      ? verification(verified ? 'verified' : 'unverified', attempt.strategy)
      : null,
    second_factor_verification: null,
    created_session_id: attempt.createdSessionId,
    user_data: user ? publicUserData(user) : null,
    client_trust_state: 'known',
  }
}
