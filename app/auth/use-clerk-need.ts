import { useCallback, useEffect, useState } from 'react'
import { millisecondsLeft } from './session.client.ts'

/** What a person does before opening Clerk's menu or sending a form. */
const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin']

/** What Clerk gets to load and to renew a session token in, before it runs out. */
const headStartMs = 20_000

/**
 * Whether somebody who is signed in needs Clerk by now: from the first sign of the person on, and before the session
 * token runs out. Whoever looks at a page and goes again never fetches its code.
 * @returns that, and what says that it is needed at once
 */
export function useClerkNeed(userId: string | null): [isNeeded: boolean, need: () => void] {
  const [isNeeded, setIsNeeded] = useState(false)
  const need = useCallback(() => setIsNeeded(true), [])

  useEffect(() => {
    if (!userId || isNeeded) return
    const timer = setTimeout(need, millisecondsLeft() - headStartMs)
    const listening = new AbortController()
    for (const sign of signs) document.addEventListener(sign, need, { signal: listening.signal })
    return () => {
      clearTimeout(timer)
      listening.abort()
    }
  }, [userId, isNeeded, need])

  return [isNeeded, need]
}
