import { DatabaseError } from '#db/database-error.ts'
import { deadlineMs, TooLate } from './in-time.ts'

// In words of our own: those of the network and of Postgres may repeat what is secret.
const words: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to it from this network',
  ENETUNREACH: 'there is no network, or no way to it',
  ENOTFOUND: 'no host has that name',
  EAI_AGAIN: 'its name cannot be looked up: is there a network?',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody known vouches for its certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody known vouches for its certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'nobody known vouches for its certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  '28000': 'it refuses the login',
  '28P01': 'it refuses the user or the password',
  '3D000': 'it has no database of that name',
  '53300': 'it has no connection left',
  '57P03': 'it is starting or stopping',
}

/** Says why a server gave no answer. */
export function whyNoAnswer(error: unknown): string {
  if (error instanceof TooLate) return error.message
  if (error instanceof DatabaseError && error.kind === 'timeout')
    return new TooLate(deadlineMs).message
  const code = innermostCode(error)
  if (code === undefined) return 'it does not answer as it should'
  return words[code] ?? `it does not answer as it should (${code})`
}

/** What is underneath says more: around it there is only that something failed. */
function innermostCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const cause = 'sourceError' in error ? error.sourceError : error.cause
  const own = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return innermostCode(cause) ?? own
}
