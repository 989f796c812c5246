import { ClerkSlot } from '#app/auth/clerk-slot.tsx'
import { requireUser } from '#app/middleware/require-user.server.ts'
import { pageMeta } from '#app/site.ts'
import { ClerkFallback } from '#app/ui/clerk-fallback.tsx'
import { SignOutForm } from '#app/ui/sign-out-form.tsx'
import type { Route } from './+types/profile.ts'

export const middleware: Route.MiddlewareFunction[] = [requireUser]

export const meta: Route.MetaFunction = () =>
  pageMeta('Your profile', 'Your name, e-mail addresses, password and devices.')

// Without a loader, navigating here in the app would not run the middleware.
export const loader = () => null

export default function Profile() {
  return (
    <div className="flex flex-col items-center gap-8">
      <h1 className="sr-only">Your profile</h1>
      <ClerkSlot
        show="UserProfile"
        fallback={
          <ClerkFallback
            what="Your profile"
            withoutJavaScript="Changing your profile needs JavaScript: Clerk keeps it, and draws this page in your browser."
          />
        }
      />
      <SignOutForm />
    </div>
  )
}
