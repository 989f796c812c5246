import type { MiddlewareFunction } from 'react-router'
import { isDataRequest } from '#app/http/is-data-request.ts'
import { dropKeptForm, keepForm } from '#app/http/kept-form.server.ts'
import { currentRequest } from '#app/request-scope.server.ts'

/**
 * Keeps what a form holds where it could not be saved, for want of the database or because of a limit, until its page
 * is loaded again. Any other answer ends that: nothing that is saved is to be shown as lost. With JavaScript the page
 * itself stays.
 */
export const keepUnsavedForm: MiddlewareFunction<Response> = async ({ request, url }, next) => {
  if (request.method !== 'POST' || isDataRequest(request)) return next()
  const response = await next()
  const form = currentRequest()?.form ?? null
  const isUnsaved = response.status === 429 || response.status >= 500
  const cookie = isUnsaved ? await keepForm(form, url) : await dropKeptForm(request)
  if (cookie) response.headers.append('set-cookie', cookie)
  return response
}
