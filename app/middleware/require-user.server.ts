import {
  createContext,
  type LoaderFunctionArgs,
  type MiddlewareFunction,
  redirect,
} from 'react-router'
import { readUserId } from '#app/auth/session.server.ts'
import { isReading } from '#app/http/is-reading.ts'
import { localPath } from '#app/http/local-path.ts'
import { keepForm, maximumKeptLength } from '#app/http/kept-form.server.ts'
import { sendNotice } from '#app/http/notice.server.ts'
import { readBytes } from '#app/http/read-bytes.ts'
import { currentRequest } from '#app/request-scope.server.ts'

/** Has the request's first call to the database count it, as every one of the API's does. */
export function limitRequest(): void {
  const scope = currentRequest()
  if (scope) scope.mustCount = true
}

/** The id of the signed-in person, on every page below `requireUser`. */
export const userIdContext = createContext<string>()

/** Lets signed-in people through; others sign in first and come back to where they wanted to go. */
export const requireUser: MiddlewareFunction<Response> = async (args, next) => {
  const userId = readUserId(args)
  if (!userId) throw await sendBack(args)
  args.context.set(userIdContext, userId)
  if (!isReading(args.request)) limitRequest()
  return next()
}

/**
 * The answer to a person without a session. A form goes back to its page, as Clerk renews a session on GET
 * only: after idling that is all it takes, else the page asks to sign in. What was typed is kept.
 */
export async function sendBack({
  request,
  url,
}: Pick<LoaderFunctionArgs, 'request' | 'url'>): Promise<Response> {
  if (isReading(request)) {
    return redirect(`/sign-in?redirect_url=${encodeURIComponent(localPath(url))}`)
  }
  const headers = new Headers()
  const kept = await keepForm(await readBytes(request, maximumKeptLength), url)
  if (kept) headers.append('set-cookie', kept)
  const text = 'Your session had ended, so nothing was saved. Please try again.'
  headers.append('set-cookie', await sendNotice({ tone: 'danger', text }))
  return redirect(url.pathname, { headers, status: 303 })
}
