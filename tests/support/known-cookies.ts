/** What is true of every cookie by its name; SameSite is Lax and the path the whole site, if nothing else is said. */
interface KnownCookie {
  name: RegExp
  /** Whether scripts are kept from it. */
  httpOnly: boolean
  /** Whether it is for the page alone that set it. */
  onePage?: boolean
}

const knownCookies: KnownCookie[] = [
  { name: /^(?:theme|deletion|notice|kept-form)$/, httpOnly: true },
  // Clerk's script reads and renews them: the session's token lives for a minute.
  { name: /^__(?:session|client_uat|clerk_db_jwt)(?:_[\w-]{8})?$/, httpOnly: false },
  // Clerk's script again, for its own other tabs: which session is in use.
  { name: /^clerk_active_context$/, httpOnly: false },
  // Only ever taken away here: Clerk sets it, out of the reach of scripts, on its own addresses.
  { name: /^__clerk_handshake$/, httpOnly: false },
  // Clerk's server code, for two seconds: so that nobody is redirected in circles.
  { name: /^__clerk_redirect_count$/, httpOnly: true, onePage: true },
]

interface Cookie {
  name: string
  httpOnly: boolean
  secure: boolean
  sameSite: string
  path: string
}

/** What is wrong with a cookie, or nothing; `isHttps` is whether it came over a connection that is secret. */
export function cookieFaults(cookie: Cookie, isHttps: boolean): string[] {
  const known = knownCookies.find(({ name }) => name.test(cookie.name))
  if (!known) return [`${cookie.name} is not known`]
  const faults = {
    'is open to scripts': known.httpOnly && !cookie.httpOnly,
    'goes over http': isHttps && !cookie.secure,
    'goes to other sites': !/^(?:lax|strict)$/i.test(cookie.sameSite),
    'is not for the whole site': !known.onePage && cookie.path !== '/',
  }
  return Object.entries(faults)
    .filter(([, isSo]) => isSo)
    .map(([fault]) => `${cookie.name} ${fault}`)
}
