import {
  createElement,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { inTime } from '#app/in-time.ts'
import { AuthContext, type User } from './auth-context.ts'
import type ClerkIsland from './clerk-island.client.tsx'
import type { ClerkActions, ClerkState } from './clerk-island.client.tsx'
import { ClerkSlots, type Slot } from './clerk-slot.tsx'
import { clerkReady } from './session.client.ts'
import { useClerkNeed } from './use-clerk-need.ts'

const patienceMs = 5_000

interface ClerkIslandModule {
  default: typeof ClerkIsland
}

interface Props {
  user: User | null
  /** Null where Clerk has nothing to do: nobody is signed in, and no component of it is shown. */
  clerk: ClerkState | null
  children: ReactNode
}

/**
 * The specification's AuthContext, filled by the server. Clerk itself lives in an island beside the
 * page and not around it: it is fetched when it is needed, and on signed-out public pages never.
 */
export function AuthProvider({ user, clerk, children }: Props) {
  const [slots, setSlots] = useState<Slot[]>([])
  const [fetched, setFetched] = useState<{ userId: string; token: string | null } | null>(null)
  const [actions] = useState(() => Promise.withResolvers<ClerkActions>())
  const userId = user?.userId ?? null
  const { isNeeded, need, fail } = useClerkNeed(userId)
  const island = useClerkIsland(clerk !== null && (isNeeded || slots.length > 0), fail)

  const add = useCallback((slot: Slot) => {
    setSlots((all) => [...all, slot])
    return () => setSlots((all) => all.filter((other) => other !== slot))
  }, [])
  const clerkSlots = useMemo(
    () => ({
      add,
      isDrawing: island !== null,
      scripts: clerk ? [clerk.scriptUrl, clerk.uiScriptUrl] : [],
    }),
    [add, island, clerk],
  )

  const latestUserId = useRef(userId)
  useEffect(() => {
    latestUserId.current = userId
  })

  const askClerk = useCallback(() => {
    need()
    return inTime(actions.promise, patienceMs)
  }, [actions, need])

  const getToken = useCallback(async () => {
    if (!latestUserId.current) return null
    const token = await (await askClerk()).getToken()
    if (latestUserId.current) setFetched({ userId: latestUserId.current, token })
    return token
  }, [askClerk])

  const confirmIdentity = useCallback(async () => {
    try {
      return await (await askClerk()).confirmIdentity()
    } catch {
      return false
    }
  }, [askClerk])

  const signOut = useCallback(async () => (await askClerk()).signOut(), [askClerk])

  const onReady = useCallback(
    (ready: ClerkActions) => {
      actions.resolve(ready)
      clerkReady.resolve()
    },
    [actions],
  )

  const auth = useMemo(
    () => ({
      isSignedIn: user !== null,
      isLoaded: true,
      user,
      token: fetched && fetched.userId === userId ? fetched.token : null,
      getToken,
      confirmIdentity,
      signOut,
    }),
    [user, userId, fetched, getToken, confirmIdentity, signOut],
  )

  return (
    <AuthContext value={auth}>
      <ClerkSlots value={clerkSlots}>{children}</ClerkSlots>
      {island && clerk && createElement(island.default, { clerk, userId, slots, onReady })}
    </AuthContext>
  )
}

/**
 * Not React's `lazy`: under Suspense a finished render may wait before it is committed, and Clerk's provider,
 * which starts to load while it renders, then misses that Clerk became ready.
 */
function useClerkIsland(wanted: boolean, fail: () => void): ClerkIslandModule | null {
  const [island, setIsland] = useState<ClerkIslandModule | null>(null)
  useEffect(() => {
    if (!wanted) return
    // A failed download leaves the page as the server made it.
    import('./clerk-island.client.tsx').then(setIsland, (error: unknown) => {
      console.error(error)
      fail()
    })
  }, [wanted, fail])
  return island
}
