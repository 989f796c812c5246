const sessionCookie = /(?:^|; ?)((?:__session|__client_uat)(?:_[\w-]+)?)=/g

/** `Set-Cookie` headers that end the session in this browser; Clerk sets each cookie with and without a suffix. */
export function forgetSession({ headers: given }: Request): Headers {
  const headers = new Headers()
  for (const [, name] of (given.get('cookie') ?? '').matchAll(sessionCookie)) {
    headers.append('set-cookie', `${name}=; Path=/; Max-Age=0; SameSite=Lax`)
  }
  return headers
}
