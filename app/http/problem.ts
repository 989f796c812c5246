import { type Problem, problemKinds, type ProblemName } from '#app/contract/problem.ts'
import { currentRequest } from '#app/request-scope.server.ts'

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
  const type = `/docs/problems/${name}`
  const document: Problem = { type, title, status, detail, instance: path, requestId: id, errors }
  return Response.json(document, { status, headers })
}
