declare global {
  interface Window {
    /** Clerk's script, once it is loaded. */
    Clerk?: { session?: { getToken: () => Promise<unknown> } | null }
  }
}

/** Lets Clerk renew a session token that ran out; without the network or the session nothing happens. */
export async function renewSession(): Promise<void> {
  await window.Clerk?.session?.getToken().catch(() => null)
}
