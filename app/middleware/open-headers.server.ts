import type { MiddlewareFunction } from 'react-router'

/** Lets the others add their headers to what a route returns of `fetch()` or `Response.redirect()`, too. */
export const openHeaders: MiddlewareFunction<Response> = async (_args, next) => {
  const answer = await next()
  // Only those are copied: to copy every answer took a fortieth of the time of a page.
  return areFixed(answer.headers) ? new Response(answer.body, answer) : answer
}

function areFixed(headers: Headers): boolean {
  try {
    headers.delete('x-there-is-none')
    return false
  } catch {
    return true
  }
}
