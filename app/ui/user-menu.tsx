import { useState } from 'react'
import { Link } from 'react-router'
import type { User } from '#app/auth/auth-context.ts'
import { ClerkSlot } from '#app/auth/clerk-slot.tsx'
import { useIsHydrated } from './is-hydrated.ts'

/**
 * The person's initial. A click opens Clerk's user button, whose code is fetched only then; until it is there, and
 * without JavaScript, the link leads to the profile, where one can sign out too.
 */
export function UserMenu({ user }: { user: User }) {
  const isHydrated = useIsHydrated()
  const [opened, setOpened] = useState(false)
  return (
    <div className="grid size-11 place-items-center *:flex">
      {opened ? (
        <ClerkSlot show="UserButton" fallback={<ProfileLink user={user} isOpening />} />
      ) : (
        <ProfileLink user={user} onOpen={isHydrated ? () => setOpened(true) : undefined} />
      )}
    </div>
  )
}

interface ProfileLinkProps {
  user: User
  onOpen?: (() => void) | undefined
  isOpening?: boolean
}

function ProfileLink({ user, onOpen, isOpening }: ProfileLinkProps) {
  return (
    <Link
      to="/profile"
      className="relative rounded-full motion-safe:aria-busy:animate-pulse"
      aria-haspopup={onOpen && 'dialog'}
      aria-busy={isOpening}
      onClick={(event) => {
        if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onOpen()
      }}
    >
      <span className="grid size-8 place-items-center rounded-full bg-accent text-sm font-semibold text-on-accent uppercase">
        {(user.firstName ?? user.email).slice(0, 1)}
      </span>
      <span className="sr-only">Your account</span>
    </Link>
  )
}
