declare global {
  interface Window {
    /** Clerk's script, once it is loaded. */
    Clerk?: { session?: { getToken: () => Promise<unknown> } | null }
  }
}

const patienceMs = 3_000

interface Claims {
  sub?: unknown
  exp?: unknown
}

/**
 * Whether the browser's session cookies are this person's, and only theirs. Another tab may have changed them,
 * of which Clerk's script in this one learns later; the server goes by the cookies.
 */
export function isSessionOf(userId: string): boolean {
  const tokens = readTokens()
  return tokens.length > 0 && tokens.every(({ sub }) => sub === userId)
}

/** How long the session token lives on by this machine's clock, at most the minute that Clerk gives one. */
export function millisecondsLeft(): number {
  const ends = readTokens().map(({ exp }) => Number(exp) * 1000 - Date.now())
  return Math.min(60_000, ...ends)
}

/** Resolved when Clerk's script is ready. */
export const clerkReady = Promise.withResolvers<void>()

/**
 * Lets Clerk renew a session token that ran out; without the network or the session nothing happens. Clerk may
 * take minutes to find out, and what the person asked for waits: no longer than `patienceMs`.
 */
export async function renewSession(): Promise<void> {
  await Promise.race([renew(), new Promise((resolve) => setTimeout(resolve, patienceMs))])
}

async function renew(): Promise<void> {
  // Clerk is fetched at the first sign of the person, which may be the click that led here.
  if (millisecondsLeft() <= 0) await clerkReady.promise
  await window.Clerk?.session?.getToken().catch(() => null)
}

/** What the tokens in the browser's cookies claim, unverified. */
function readTokens(): Claims[] {
  const tokens = document.cookie.matchAll(/(?:^|; )__session(?:_[\w-]+)?=([^;]+)/g)
  return [...tokens].map(([, token = '']) => readClaims(token))
}

function readClaims(token: string): Claims {
  try {
    const payload = token.split('.')[1] ?? ''
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return {}
  }
}
