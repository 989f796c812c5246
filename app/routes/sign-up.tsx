import { ClerkSlot } from '#app/auth/clerk-slot.tsx'
import { redirectSignedIn } from '#app/middleware/redirect-signed-in.server.ts'
import { pageMeta } from '#app/site.ts'
import { ClerkFallback } from '#app/ui/clerk-fallback.tsx'
import type { Route } from './+types/sign-up.ts'

export const middleware: Route.MiddlewareFunction[] = [redirectSignedIn]

export const meta: Route.MetaFunction = () =>
  pageMeta('Create an account', 'Create an account with your e-mail address.')

// Without a loader, navigating here in the app would not run the middleware.
export const loader = () => null

export default function SignUp() {
  return (
    <div className="flex flex-col items-center">
      <h1 className="sr-only">Create an account</h1>
      <ClerkSlot
        show="SignUp"
        fallback={
          <ClerkFallback
            what="Sign-up"
            withoutJavaScript="Creating an account needs JavaScript: Clerk checks who you are in your browser. Everything after it works without."
          />
        }
      />
    </div>
  )
}
