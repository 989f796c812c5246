import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { preload } from 'react-dom'

export type ClerkComponent = 'SignIn' | 'SignUp' | 'UserButton' | 'UserProfile'

export interface Slot {
  show: ClerkComponent
  element: HTMLElement
  fallback: ReactNode
}

interface Slots {
  /** Adds a slot and returns what removes it. */
  add: (slot: Slot) => () => void
  /** Whether what will draw into it is there: until then the page does. */
  isDrawing: boolean
  /** Where the scripts are that will draw into it. */
  scripts: string[]
}

export const ClerkSlots = createContext<Slots | null>(null)

/**
 * A place for one of Clerk's components. Clerk's code is fetched when the first slot is there, if not
 * before, and draws into the slot; until then, and without JavaScript, `fallback` shows.
 */
export function ClerkSlot({ show, fallback }: { show: ClerkComponent; fallback: ReactNode }) {
  const slots = use(ClerkSlots)
  const add = slots?.add
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [taken, setTaken] = useState(false)

  // Told with the page, after what the page itself needs; else the browser would learn of each when the one before
  // has run.
  for (const script of slots?.scripts ?? [])
    preload(script, { as: 'script', crossOrigin: 'anonymous', fetchPriority: 'low' })

  useEffect(() => {
    if (!element || !add) return
    setTaken(true)
    return add({ show, element, fallback })
    // A slot stays what it was when it was mounted.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [element, add])

  return <div ref={setElement}>{taken && slots?.isDrawing ? null : fallback}</div>
}
