import { useState } from 'react'
import { Link } from 'react-router'
import type { User } from '#app/auth/auth-context.ts'
import { ClerkSlot } from '#app/auth/clerk-slot.tsx'

/**
 * The person's initial. A click opens Clerk's user button, whose code is fetched only then; without
 * JavaScript the link leads to the profile, where one can sign out too.
 */
export function UserMenu({ user }: { user: User }) {
  const [opened, setOpened] = useState(false)
  const initial = <Initial user={user} />
  return (
    <div className="grid size-11 place-items-center *:flex">
      {opened ? (
        <ClerkSlot show="UserButton" fallback={initial} />
      ) : (
        <Link
          to="/profile"
          className="relative rounded-full"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            setOpened(true)
          }}
        >
          {initial}
          <span className="sr-only">Your account</span>
        </Link>
      )}
    </div>
  )
}

function Initial({ user }: { user: User }) {
  return (
    <span className="grid size-8 place-items-center rounded-full bg-accent text-sm font-semibold text-on-accent uppercase">
      {(user.firstName ?? user.email).slice(0, 1)}
    </span>
  )
}
