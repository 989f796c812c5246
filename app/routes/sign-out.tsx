import { redirect } from 'react-router'
import { readSession, readUserId, revokeSession } from '#app/auth/session.server.ts'
import { forgetSession, hasSession } from '#app/auth/session-cookies.server.ts'
import { sendNotice } from '#app/http/notice.server.ts'
import { logError } from '#app/log.server.ts'
import { pageMeta } from '#app/site.ts'
import { SignOutForm } from '#app/ui/sign-out-form.tsx'
import type { Route } from './+types/sign-out.ts'

export const meta: Route.MetaFunction = () => pageMeta('Sign out', 'Sign out in this browser.')

/** Asks first: no link of another site's may sign anybody out. */
export async function loader(args: Route.LoaderArgs) {
  return readUserId(args) ? null : redirect('/')
}

export async function action(args: Route.ActionArgs) {
  const sessionId = readSession(args)?.sessionId
  // The token ran out, but not the session, and only a GET renews it. Without its cookies it would live on
  // at Clerk, and the next page with Clerk's script would be signed in again.
  if (!sessionId && hasSession(args.request)) return redirect('/sign-out', 303)
  try {
    if (sessionId) await revokeSession(sessionId)
  } catch (error) {
    logError(error)
    const text = 'You are still signed in: Clerk cannot be reached. Please try again.'
    const headers = { 'set-cookie': await sendNotice({ tone: 'danger', text }) }
    return redirect('/sign-out', { headers, status: 303 })
  }
  return redirect('/', { headers: forgetSession(args.request) })
}

export default function SignOut() {
  return (
    <div className="mx-auto max-w-xl space-y-6">
      <h1 className="text-3xl font-semibold tracking-tight">Sign out</h1>
      <p className="text-muted">You are signed in. Do you want to sign out in this browser?</p>
      <SignOutForm />
    </div>
  )
}
