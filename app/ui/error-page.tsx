import { isRouteErrorResponse, useLocation } from 'react-router'
import { titled } from '#app/site.ts'
import { button } from './button.ts'
import { requestIdElement, useRequestId } from './request-id.ts'

const refusals = new Map([
  [
    404,
    {
      label: '404',
      title: 'There is no such page',
      text: 'The address may be mistyped, or the page has moved.',
    },
  ],
  [
    429,
    {
      label: '429',
      title: 'Too many requests',
      text: 'More came from you than this site answers in a minute. Please wait for one, then go on.',
    },
  ],
])

const failure = {
  label: 'Error',
  title: 'Something went wrong',
  text: 'It is not your fault. Please try again in a moment.',
}

const notedFailure = {
  ...failure,
  text: 'It is not your fault, and it has been noted. Please try again in a moment.',
}

/** What a person sees where a page is missing or broken; never the error itself. */
export function ErrorPage({ error }: { error: unknown }) {
  const requestId = useRequestId()
  const { pathname, search } = useLocation()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const refusal = refusals.get(status)
  const { label, title, text } = refusal ?? (requestId ? notedFailure : failure)
  const isMissing = status === 404
  return (
    <div className="mx-auto max-w-lg py-10 text-center sm:py-16">
      <title>{titled(title)}</title>
      <p className="text-sm font-semibold text-accent">{label}</p>
      <h1 className="mt-2 text-3xl font-semibold tracking-tight text-balance">{title}</h1>
      <p className="mt-4 text-muted text-pretty">{text}</p>
      {!refusal && requestId && (
        <p className="mt-2 text-sm text-muted">
          If you report it, please quote{' '}
          <code id={requestIdElement} className="break-all">
            {requestId}
          </code>
          .
        </p>
      )}
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        {!isMissing && (
          <a href={pathname + search} className={button.primary}>
            Try again
          </a>
        )}
        <a href="/" className={isMissing ? button.primary : button.secondary}>
          Go to the home page
        </a>
      </div>
    </div>
  )
}
