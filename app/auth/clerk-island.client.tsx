import {
  ClerkProvider,
  SignIn,
  SignUp,
  useAuth,
  useReverification,
  UserButton,
  UserProfile,
} from '@clerk/react-router'
import { reverificationError } from '@clerk/shared/authorization-errors'
import type { ComponentProps, ReactNode } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useLocation, useRevalidator } from 'react-router'
import { clerkAppearance } from './clerk-appearance.ts'
import type { ClerkComponent, Slot } from './clerk-slot.tsx'
import { lazyClerkUI } from './lazy-clerk-ui.ts'

export interface ClerkState {
  /** The JSON of what Clerk's loader gave for its provider. */
  loaderData: string
  /** Where Clerk's Frontend API is behind this site, or undefined for Clerk's own address. */
  proxyUrl: string | undefined
  /** Where Clerk's script is. */
  scriptUrl: string
  /** Where the one of its UI is. */
  uiScriptUrl: string
}

type ClerkLoaderData = ComponentProps<typeof ClerkProvider>['loaderData']

/** What the page may ask of Clerk. */
export interface ClerkActions {
  getToken: () => Promise<string | null>
  confirmIdentity: () => Promise<boolean>
  signOut: () => Promise<void>
}

interface Props {
  clerk: ClerkState
  /** Who is signed in as far as the server knows. */
  userId: string | null
  slots: Slot[]
  onReady: (actions: ClerkActions) => void
}

/** All of Clerk's browser code: keeps the session fresh and draws Clerk's components into their slots. */
export default function ClerkIsland({ clerk, userId, slots, onReady }: Props) {
  const [ui] = useState(() => ({ ClerkUI: lazyClerkUI(clerk.uiScriptUrl) }))
  const [loaderData] = useState((): ClerkLoaderData => JSON.parse(clerk.loaderData))
  return (
    <ClerkProvider
      loaderData={loaderData}
      ui={ui}
      {...(clerk.proxyUrl && { proxyUrl: clerk.proxyUrl })}
      {...untold}
      appearance={clerkAppearance}
      afterSignOutUrl="/"
    >
      <ServerSync userId={userId} onReady={onReady} />
      {slots.map(({ show, element, fallback }, index) =>
        createPortal(components[show](fallback), element, `${show}-${index}`),
      )}
    </ClerkProvider>
  )
}

// The SDK would fetch the UI script at once where it is told its address. What it is told is the same for
// everybody, so it says of nobody that they are signed in: Clerk's script finds that out.
const untold = { __internal_clerkUIUrl: undefined, initialState: undefined }

// The SDK's wrappers hand `fallback` on to the component, but their types do not name it.
const components: Record<ClerkComponent, (fallback: ReactNode) => ReactNode> = {
  SignIn: (fallback) => <SignIn routing="path" path="/sign-in" {...{ fallback }} />,
  SignUp: (fallback) => <SignUp routing="path" path="/sign-up" {...{ fallback }} />,
  UserButton: (fallback) => (
    <UserButton
      defaultOpen
      userProfileMode="navigation"
      userProfileUrl="/profile"
      fallback={fallback}
    />
  ),
  UserProfile: (fallback) => <UserProfile routing="path" path="/profile" fallback={fallback} />,
}

/**
 * Loads the page's data again when Clerk knows of a sign-in that the server's answer did not. One of a sign-out only
 * on the next page: a sign-out in another tab must not take away what is being typed in this one.
 */
function ServerSync({ userId, onReady }: Pick<Props, 'userId' | 'onReady'>) {
  const auth = useAuth()
  const { signOut } = auth
  const { revalidate } = useRevalidator()

  const confirmIdentity = useConfirmIdentity()

  useEffect(() => {
    if (auth.isLoaded)
      onReady({ getToken: auth.getToken, confirmIdentity, signOut: () => signOut() })
  }, [auth.isLoaded, auth.getToken, signOut, confirmIdentity, onReady])

  useEffect(() => {
    if (auth.userId && auth.userId !== userId) void revalidate()
    // Only what Clerk reports is news; comparing again after the server's answer could go round in circles.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [auth.userId])

  // A sign-out leads to a page that asked for its data while another tab was putting the session's cookies back.
  const { key } = useLocation()
  const keyWhileSignedIn = useRef(key)
  useEffect(() => {
    if (auth.userId) keyWhileSignedIn.current = key
    const isNextPage = keyWhileSignedIn.current !== key
    if (auth.userId === null && userId !== null && isNextPage) void revalidate()
  }, [auth.userId, userId, key, revalidate])

  return null
}

/**
 * Clerk's reverification repeats a call that it was refused for. Here the server refused already, so the
 * first call only says so, and the second, after Clerk has asked, that all is well.
 */
function useConfirmIdentity(): () => Promise<boolean> {
  const isRefused = useRef(true)
  const ask = useReverification(async () => {
    if (!isRefused.current) return true
    isRefused.current = false
    return reverificationError('strict')
  })
  return useCallback(async () => {
    isRefused.current = true
    try {
      await ask()
      return true
    } catch {
      return false
    }
  }, [ask])
}
