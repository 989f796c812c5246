import { clerkClient, getAuth } from '@clerk/react-router/server'
import { data, redirect } from 'react-router'
import { forgetSession } from '#app/auth/session-cookies.server.ts'
import { logError } from '#app/log.server.ts'
import { NoticeBox } from '#app/ui/notice-box.tsx'
import type { Route } from './+types/sign-out.ts'

export const loader = () => redirect('/')

/** Signs out without JavaScript; Clerk's user button does it with. */
export async function action(args: Route.ActionArgs) {
  const { sessionId } = await getAuth(args)
  try {
    if (sessionId) await clerkClient(args).sessions.revokeSession(sessionId)
  } catch (error) {
    // With its cookies gone but the session alive at Clerk, the next page would sign in again.
    logError(error)
    return data(null, { status: 503 })
  }
  return redirect('/', { headers: forgetSession(args.request) })
}

export default function SignOut() {
  return (
    <NoticeBox tone="danger">
      You are still signed in: Clerk cannot be reached. Please try again.
    </NoticeBox>
  )
}
