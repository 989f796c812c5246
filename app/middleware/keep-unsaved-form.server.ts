import type { MiddlewareFunction } from 'react-router'
import { dropKeptForm, keepForm } from '#app/http/kept-form.server.ts'
import { currentRequest } from '#app/request-scope.server.ts'

/**
 * Keeps what a form holds where the database was not there to save it, until its page can be loaded again. Any other
 * answer ends that: nothing that is saved is to be shown as lost. With JavaScript the page itself stays.
 */
export const keepUnsavedForm: MiddlewareFunction<Response> = async ({ request, url }, next) => {
  if (request.method !== 'POST' || new URL(request.url).pathname.endsWith('.data')) return next()
  const response = await next()
  const { form, isDatabaseUnavailable } = currentRequest() ?? {}
  const isUnsaved = response.status === 500 && isDatabaseUnavailable
  const cookie = isUnsaved ? form && (await keepForm(form, url)) : await dropKeptForm(request)
  if (cookie) response.headers.append('set-cookie', cookie)
  return response
}
