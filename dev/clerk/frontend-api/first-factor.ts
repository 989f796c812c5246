import { ClerkError } from '../clerk-error.ts'
import { passwordMatches } from '../passwords.ts'
import type { StoredUser } from '../state.ts'
import { checkCode } from './code.ts'
import { field, type FrontendCall } from './frontend-call.ts'

/** Checks the password or code that was posted, by the strategy posted with it. */
export function checkFirstFactor(call: FrontendCall, user: StoredUser): string {
  const strategy = field(call, 'strategy')
  switch (strategy) {
    case 'password':
      checkPassword(user, field(call, 'password'), 'password')
      return strategy
    case 'email_code':
    case 'reset_password_email_code':
      checkCode(field(call, 'code'))
      return strategy
    default:
      throw new ClerkError(422, 'form_param_value_invalid', 'Unknown strategy', 'strategy')
  }
}

export function checkPassword(user: StoredUser, password: string, param: string): void {
  if (user.passwordHash !== null && passwordMatches(password, user.passwordHash)) return
  const message = 'Password is incorrect. Try again, or use another method.'
  throw new ClerkError(422, 'form_password_incorrect', message, param)
}
