declare global {
  interface Window {
    /** Clerk's script, once it is loaded. */
    Clerk?: { session?: { getToken: () => Promise<unknown> } | null }
  }
}

const patienceMs = 3_000

/**
 * Lets Clerk renew a session token that ran out; without the network or the session nothing happens. Clerk may
 * take minutes to find out, and what the person asked for waits: no longer than `patienceMs`.
 */
export async function renewSession(): Promise<void> {
  const renewed = window.Clerk?.session?.getToken().catch(() => null)
  await Promise.race([renewed, new Promise((resolve) => setTimeout(resolve, patienceMs))])
}
