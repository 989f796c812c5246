import { redirect } from 'react-router'
import { cancelDeletion } from '#app/data/account-deletions.server.ts'
import { rememberDeletion } from '#app/data/deletion-cookie.server.ts'
import { refuseOthersForm } from '#app/http/form-author.server.ts'
import { sendNotice } from '#app/http/notice.server.ts'
import { requireUser, userIdContext } from '#app/middleware/require-user.server.ts'
import { readClient } from '#app/request-scope.server.ts'
import type { Route } from './+types/keep.ts'

export const middleware: Route.MiddlewareFunction[] = [requireUser]

export const loader = () => redirect('/account')

/** Thinks better of deleting the account. */
export async function action({ request, url, context }: Route.ActionArgs) {
  const userId = context.get(userIdContext)
  const refusal = await refuseOthersForm(url, userId)
  if (refusal) return refusal
  const outcome = await cancelDeletion(userId, readClient(request))
  if (outcome === 'due') return redirect('/account?failed=keep')
  const headers = new Headers()
  headers.append('set-cookie', await rememberDeletion(userId, null))
  // Taken back already or, before this token ended, done.
  if (outcome === 'none') return redirect('/account', { headers })
  const text = 'Your account stays. Nothing was deleted.'
  headers.append('set-cookie', await sendNotice({ tone: 'success', text }))
  return redirect('/account', { headers })
}
