import type { MiddlewareFunction } from 'react-router'

/** Lets the others add their headers to what a route returns of `fetch()` or `Response.redirect()`, too. */
export const openHeaders: MiddlewareFunction<Response> = async (_args, next) => {
  const answer = await next()
  return new Response(answer.body, answer)
}
