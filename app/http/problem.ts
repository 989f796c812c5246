const kinds = {
  'malformed-request': [400, 'The request cannot be read'],
  'invalid-query': [400, 'The query is not valid'],
  unauthenticated: [401, 'Sign-in required'],
  'not-found': [404, 'Nothing here'],
  'method-not-allowed': [405, 'Method not allowed'],
  'body-too-large': [413, 'The body is too large'],
  'unsupported-media-type': [415, 'Content type not supported'],
  'invalid-content': [422, 'The content is not valid'],
  'internal-error': [500, 'Something went wrong here'],
  unavailable: [503, 'Temporarily unavailable'],
} as const

type ProblemName = keyof typeof kinds

interface Details {
  detail?: string
  /** One entry for each bad field (a JSON Pointer into the body, RFC 6901) or query parameter. */
  errors?: ({ pointer: string; detail: string } | { parameter: string; detail: string })[]
  headers?: HeadersInit
}

/** The one error shape of the API: application/problem+json (RFC 9457). `type` is stable, texts are not. */
export function problem(name: ProblemName, { detail, errors, headers }: Details = {}): Response {
  const [status, title] = kinds[name]
  const response = Response.json(
    { type: `/docs/problems/${name}`, title, status, detail, errors },
    { status, headers },
  )
  response.headers.set('content-type', 'application/problem+json')
  response.headers.set('cache-control', 'no-store')
  return response
}
