import { ClerkSlot } from '#app/auth/clerk-slot.tsx'
import { redirectSignedIn } from '#app/middleware/redirect-signed-in.server.ts'
import { pageMeta } from '#app/site.ts'
import { ClerkFallback } from '#app/ui/clerk-fallback.tsx'
import type { Route } from './+types/sign-in.ts'

export const middleware: Route.MiddlewareFunction[] = [redirectSignedIn]

export const meta: Route.MetaFunction = () => pageMeta('Sign in', 'Sign in to your account.')

// Without a loader, navigating here in the app would not run the middleware.
export const loader = () => null

export default function SignIn() {
  return (
    <div className="flex flex-col items-center">
      <h1 className="sr-only">Sign in</h1>
      <ClerkSlot
        show="SignIn"
        fallback={
          <ClerkFallback
            what="Sign-in"
            withoutJavaScript="Signing in needs JavaScript: Clerk checks who you are in your browser. Everything after it works without."
          />
        }
      />
    </div>
  )
}
