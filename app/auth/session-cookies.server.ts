const sessionCookie = /(?:^|; ?)((?:__session|__client_uat)(?:_[\w-]+)?)=/g

/** Whether there is anything for Clerk to look at; without a cookie of its own nobody is signed in. */
export function bringsClerkCookie({ headers }: Request): boolean {
  return /(?:^|; ?)__(?:session|client_uat|refresh|clerk)_?[\w-]*=/.test(
    headers.get('cookie') ?? '',
  )
}

/** Clerk's `__client_uat` is 0 while signed out, else the time of the last sign-in. */
export function hasSession({ headers }: Request): boolean {
  return /(?:^|; ?)__client_uat(?:_[\w-]+)?=[1-9]/.test(headers.get('cookie') ?? '')
}

/** Whether an answer tells the browser that its session has ended, as Clerk found at its servers. */
export function endsSession({ headers }: Response): boolean {
  return headers.getSetCookie().some((cookie) => /^__client_uat(?:_[\w-]+)?=0(?:;|$)/.test(cookie))
}

/** `Set-Cookie` headers that end the session in this browser; Clerk sets each cookie with and without a suffix. */
export function forgetSession({ headers: given }: Request): Headers {
  const headers = new Headers()
  for (const [, name] of (given.get('cookie') ?? '').matchAll(sessionCookie)) {
    headers.append('set-cookie', `${name}=; Path=/; Max-Age=0; SameSite=Lax`)
  }
  return headers
}
