import { isDeepStrictEqual } from 'node:util'
import { env } from '#app/env.server.ts'
import { readCookies } from '#app/http/request-cookies.server.ts'
import { cookieSuffix } from './cookie-suffix.server.ts'
import type { Session } from './session.server.ts'
import { verifySession } from './verify-session.server.ts'

const isDevelopmentInstance = env.CLERK_PUBLISHABLE_KEY.startsWith('pk_test_')

/** The session of a program's `Authorization`; null where there is none that counts. */
export async function readBearerSession(authorization: string): Promise<Session | null> {
  const [, token] = /^Bearer (ey[\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization) ?? []
  return token ? verifySession(token) : null
}

/**
 * The session of a browser whose cookies leave no question open, which Clerk would answer with the same: one that
 * lives, of the person who signed in last, with nothing to exchange with Clerk. Null leaves it to Clerk.
 */
export async function readSettledSession(request: Request, url: URL): Promise<Session | null> {
  const cookies = readCookies(request)
  const named = (wanted: string) =>
    cookies.filter(({ name }) => name === wanted).map(({ value }) => value)
  const tokens = named('__session')
  const times = named('__client_uat')
  const twins = [...named(`__session_${cookieSuffix}`), ...named(`__client_uat_${cookieSuffix}`)]
  const isSettled =
    tokens.length <= 1 &&
    times.length <= 1 &&
    (twins.length === 0 || isDeepStrictEqual(twins, [...tokens, ...times])) &&
    cookies.every(({ name }) => !/^__clerk_(?!db_jwt)/.test(name)) &&
    (!isDevelopmentInstance || named('__clerk_db_jwt').length > 0) &&
    [...url.searchParams.keys()].every((name) => !name.startsWith('__clerk_')) &&
    !comesFromElsewhere(request, url)
  const [token] = tokens
  if (!isSettled || !token) return null
  const session = await verifySession(token)
  return session && (isOfSignIn(session, Number(times[0])) || isAskedByScript(request))
    ? session
    : null
}

/** @param signedInAt in seconds; 0 or `NaN` where nobody did */
function isOfSignIn({ claims }: Session, signedInAt: number): boolean {
  return signedInAt > 0 && claims.iat >= signedInAt
}

/**
 * With a development key it is Clerk's script that writes when the person signed in, and it writes that nobody did
 * where the page is left while it loads. A document is asked for anew until that is right; a form would be turned away.
 */
function isAskedByScript({ headers }: Request): boolean {
  return isDevelopmentInstance && headers.get('sec-fetch-dest') === 'empty'
}

/** Who comes from another site may have signed in or out at one that shares the session. */
function comesFromElsewhere({ headers }: Request, url: URL): boolean {
  const referrer = headers.get('referer')
  return referrer !== null && (!URL.canParse(referrer) || new URL(referrer).origin !== url.origin)
}
