import { createContext, type ReactNode, use, useEffect, useState } from 'react'

export type ClerkComponent = 'SignIn' | 'SignUp' | 'UserButton' | 'UserProfile'

export interface Slot {
  show: ClerkComponent
  element: HTMLElement
  fallback: ReactNode
}

/** Adds a slot and returns what removes it. */
export const ClerkSlots = createContext<((slot: Slot) => () => void) | null>(null)

/**
 * A place for one of Clerk's components. Clerk's code is fetched when the first slot (or a signed-in
 * person) is there, and draws into the slot; until then, and without JavaScript, `fallback` shows.
 */
export function ClerkSlot({ show, fallback }: { show: ClerkComponent; fallback: ReactNode }) {
  const addSlot = use(ClerkSlots)
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [taken, setTaken] = useState(false)

  useEffect(() => {
    if (!element || !addSlot) return
    setTaken(true)
    return addSlot({ show, element, fallback })
    // A slot stays what it was when it was mounted.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [element, addSlot])

  return <div ref={setElement}>{taken ? null : fallback}</div>
}
