import { data, redirect, redirectDocument } from 'react-router'
import { isFreshlyVerified } from '#app/auth/session.server.ts'
import { forgetSession } from '#app/auth/session-cookies.server.ts'
import { deletionConfirmation } from '#app/data/account-deletions.ts'
import { readDeletion, requestDeletion } from '#app/data/account-deletions.server.ts'
import { completeDeletion } from '#app/data/complete-deletion.server.ts'
import { forgetDeletion, rememberDeletion } from '#app/data/deletion-cookie.server.ts'
import { forgetTheme } from '#app/data/theme-cookie.server.ts'
import { env } from '#app/env.server.ts'
import { refuseOthersForm } from '#app/http/form-author.server.ts'
import { takeKeptForm } from '#app/http/kept-form.server.ts'
import { readForm } from '#app/http/read-form.server.ts'
import { sendForm } from '#app/http/send-form.client.ts'
import { logError } from '#app/log.server.ts'
import { keepUnsavedForm } from '#app/middleware/keep-unsaved-form.server.ts'
import { requireUser, userIdContext } from '#app/middleware/require-user.server.ts'
import { readClient } from '#app/request-scope.server.ts'
import { pageMeta } from '#app/site.ts'
import { DeleteAccountForm } from '#app/ui/delete-account-form.tsx'
import { NoticeBox } from '#app/ui/notice-box.tsx'
import type { Route } from './+types/delete.ts'

export const middleware: Route.MiddlewareFunction[] = [requireUser, keepUnsavedForm]

export const meta: Route.MetaFunction = () =>
  pageMeta('Delete your account', 'Delete your account and everything that is kept about you.')

export async function loader({ request, context, url }: Route.LoaderArgs) {
  const userId = context.get(userIdContext)
  if (await readDeletion(userId)) return redirect('/account')
  const graceDays = env.DELETION_GRACE_DAYS
  const kept = await takeKeptForm(request, url.pathname, userId)
  if (!kept) return data({ userId, graceDays, typed: null })
  const typed = kept.form.get('confirmation')
  return data({ userId, graceDays, typed }, { headers: { 'set-cookie': kept.removal } })
}

export async function action(args: Route.ActionArgs) {
  const { request, context, url } = args
  const userId = context.get(userIdContext)
  const refusal = await refuseOthersForm(url, userId)
  if (refusal) return refusal
  const submission = await readForm(request, deletionConfirmation)
  if (submission.status !== 'success')
    return data({ mustVerify: false, result: submission.reply() }, { status: 422 })
  if (!isFreshlyVerified(args))
    return data({ mustVerify: true, result: submission.reply() }, { status: 403 })

  const graceDays = env.DELETION_GRACE_DAYS
  const order = await requestDeletion(userId, graceDays, readClient(request))
  if (graceDays > 0) {
    // Without an order of this request there is an earlier one, which the next page looks up.
    const cookie = order ? await rememberDeletion(userId, order.dueAt) : await forgetDeletion()
    return redirect('/account', { headers: { 'set-cookie': cookie } })
  }
  const headers = forgetSession(request)
  for (const forgotten of [await forgetTheme(), await forgetDeletion()])
    headers.append('set-cookie', forgotten)
  try {
    // An earlier order may be of a time when there were days to think better of it.
    if (!(await completeDeletion(userId))) return redirect('/account')
    return redirectDocument('/account/deleted', { headers })
  } catch (error) {
    // The order stands: the next scheduled run finishes it.
    logError(error)
    return redirectDocument('/account/deleted?unfinished', { headers })
  }
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => sendForm(serverAction)

export default function DeleteAccount({ loaderData, actionData }: Route.ComponentProps) {
  const { userId, graceDays, typed } = loaderData
  const hasFailed = actionData !== undefined && 'failed' in actionData
  const refused = actionData && 'mustVerify' in actionData ? actionData : null
  return (
    <div className="mx-auto max-w-xl">
      <h1 className="text-3xl font-semibold tracking-tight">Delete your account</h1>
      {hasFailed && (
        <div className="mt-5">
          <NoticeBox tone="danger">
            Your account could not be deleted just now. What you typed is still here: please try
            again in a moment.
          </NoticeBox>
        </div>
      )}
      <DeleteAccountForm
        key={userId}
        author={userId}
        graceDays={graceDays}
        typed={typed}
        mustVerify={refused?.mustVerify ?? false}
        lastResult={refused?.result}
      />
    </div>
  )
}
