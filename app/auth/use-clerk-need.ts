import { useCallback, useEffect, useState } from 'react'
import { millisecondsLeft } from './session.client.ts'

/** What a person does before opening Clerk's menu or sending a form, and coming back to the tab. */
const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'visibilitychange']

/** What Clerk gets to load and to renew a session token in, before it runs out. */
const headStartMs = 20_000

const retryMs = 10_000

interface ClerkNeed {
  /** From the first sign of the person on, and shortly before the session token runs out. */
  isNeeded: boolean
  /** Says that Clerk is needed at once. */
  need: () => void
  /** Says that it did not come: a while later the next sign asks again. */
  fail: () => void
}

/** Whether somebody who is signed in needs Clerk by now: whoever looks and goes again never fetches its code. */
export function useClerkNeed(userId: string | null): ClerkNeed {
  const [isNeeded, setIsNeeded] = useState(false)
  const need = useCallback(() => setIsNeeded(true), [])
  const fail = useCallback(() => setTimeout(() => setIsNeeded(false), retryMs), [])

  useEffect(() => {
    if (!userId || isNeeded) return
    const listening = new AbortController()
    const notice = () => !document.hidden && need()
    for (const sign of signs) document.addEventListener(sign, notice, { signal: listening.signal })
    // Of a token that has run out nothing is to be saved before somebody is there again.
    const left = millisecondsLeft()
    const timer = left > 0 ? setTimeout(need, left - headStartMs) : undefined
    return () => {
      clearTimeout(timer)
      listening.abort()
    }
  }, [userId, isNeeded, need])

  return { isNeeded, need, fail }
}
