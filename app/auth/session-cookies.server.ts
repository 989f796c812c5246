import { readCookies } from '#app/http/request-cookies.server.ts'

const sessionCookie = /^(?:__session|__client_uat)(?:_[\w-]+)?$/
const signedInAt = /^__client_uat(?:_[\w-]+)?$/

/** Whether there is anything for Clerk to look at; without a cookie of its own nobody is signed in. */
export function bringsClerkCookie(request: Request): boolean {
  return readCookies(request).some(({ name }) =>
    /^__(?:session|client_uat|refresh|clerk)_?[\w-]*$/.test(name),
  )
}

/** Clerk's `__client_uat` is 0 while signed out, else the time of the last sign-in. */
export function hasSession(request: Request): boolean {
  return readCookies(request).some(
    ({ name, value }) => signedInAt.test(name) && /^[1-9]/.test(value),
  )
}

/** Whether an answer tells the browser that its session has ended, as Clerk found at its servers. */
export function endsSession({ headers }: Response): boolean {
  return headers.getSetCookie().some((cookie) => /^__client_uat(?:_[\w-]+)?=0(?:;|$)/.test(cookie))
}

/** `Set-Cookie` headers that end the session in this browser; Clerk sets each cookie with and without a suffix. */
export function forgetSession(request: Request): Headers {
  const headers = new Headers()
  for (const { name } of readCookies(request)) {
    if (sessionCookie.test(name))
      headers.append('set-cookie', `${name}=; Path=/; Max-Age=0; SameSite=Lax`)
  }
  return headers
}
