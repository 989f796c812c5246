import { isRouteErrorResponse } from 'react-router'
import { titled } from '#app/site.ts'
import { button } from './button.ts'
import { requestIdElement, useRequestId } from './request-id.ts'

/** What a person sees where a page is missing or broken; never the error itself. */
export function ErrorPage({ error }: { error: unknown }) {
  const requestId = useRequestId()
  const missing = isRouteErrorResponse(error) && error.status === 404
  const title = missing ? 'There is no such page' : 'Something went wrong'
  return (
    <div className="mx-auto max-w-lg py-10 text-center sm:py-16">
      <title>{titled(title)}</title>
      <p className="text-sm font-semibold text-accent">{missing ? '404' : 'Error'}</p>
      <h1 className="mt-2 text-3xl font-semibold tracking-tight text-balance">{title}</h1>
      <p className="mt-4 text-muted text-pretty">
        {missing
          ? 'The address may be mistyped, or the page has moved.'
          : 'It is not your fault, and it has been noted. Please try again in a moment.'}
      </p>
      {!missing && requestId && (
        <p className="mt-2 text-sm text-muted">
          If you report it, please quote{' '}
          <code id={requestIdElement} className="break-all">
            {requestId}
          </code>
          .
        </p>
      )}
      <a href="/" className={`${button.primary} mt-8`}>
        Go to the home page
      </a>
    </div>
  )
}
