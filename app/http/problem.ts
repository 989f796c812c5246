import { type Problem, problemKinds, type ProblemName } from '#app/contract/problem.ts'
import { currentRequest } from '#app/request-scope.server.ts'
import { siteSlug } from '#app/site.ts'

type Details = Pick<Problem, 'detail' | 'errors'> & { headers?: HeadersInit }

/** The one error shape of the API: application/problem+json (RFC 9457). */
export function problem(
  name: ProblemName,
  { detail, errors, headers: given }: Details = {},
): Response {
  const { status, title } = problemKinds[name]
  const { path = '', id = '' } = currentRequest() ?? {}
  const headers = new Headers(given)
  headers.set('content-type', 'application/problem+json')
  headers.set('cache-control', 'no-store')
  // RFC 9110, 15.5.2, in the form of RFC 6750.
  if (status === 401) headers.set('www-authenticate', `Bearer realm="${siteSlug}"`)
  const type = `/docs/problems/${name}`
  const document: Problem = { type, title, status, detail, instance: path, requestId: id, errors }
  return Response.json(document, { status, headers })
}
