import { z } from 'zod'

interface Kind {
  status: number
  title: string
  /** What it means and what to do, for the page that `type` leads to. */
  meaning: string
}

/** Every way in which the API says no. A name and its status are stable, texts are not. */
export const problemKinds = {
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    meaning:
      'The body is not JSON in UTF-8, or the signature of a webhook does not fit. Send it right; the same again will be refused again.',
  },
  'invalid-query': {
    status: 400,
    title: 'The query is not valid',
    meaning:
      '`errors` says for each parameter what is wrong. A cursor is only good as it was given out.',
  },
  'invalid-header': {
    status: 400,
    title: 'A header is not valid',
    meaning: '`errors` names the header and what it may hold.',
  },
  unauthenticated: {
    status: 401,
    title: 'Sign-in required',
    meaning:
      'There is no session token, or it is not valid any more. Clerk’s tokens live for a minute: fetch a fresh one with `getToken()` and send it as `Authorization: Bearer …`.',
  },
  'reverification-required': {
    status: 403,
    title: 'Prove again who you are',
    meaning:
      'This needs a session in which the person proved within the last ten minutes who they are. Let Clerk ask (`useReverification`), then send the request again with a fresh token.',
  },
  'cross-site': {
    status: 403,
    title: 'Refused from another site',
    meaning:
      'A session cookie may change things only for pages of this site. From elsewhere, send a Bearer token instead.',
  },
  'not-found': {
    status: 404,
    title: 'Nothing here',
    meaning: 'There is no such address, or nothing that you may see.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    meaning: 'The header `Allow` names the methods that this address knows.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No such format',
    meaning:
      'The answer has a format that the header `Accept` rules out. `detail` names the formats that there are.',
  },
  'deletion-ordered': {
    status: 409,
    title: 'The deletion is ordered already',
    meaning:
      'The account has an order to be deleted. Read when it is due with GET, or take it back with DELETE.',
  },
  'deletion-due': {
    status: 409,
    title: 'The deletion has begun',
    meaning: 'The account is due to be deleted, so it is too late to keep it.',
  },
  'version-mismatch': {
    status: 412,
    title: 'Changed meanwhile',
    meaning:
      'What you changed is not what is there any more, so nothing was saved. Read it again, and send your change with its new `ETag` in `If-Match`.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    meaning: '`detail` says how large it may be.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Content type not supported',
    meaning: '`detail` names the content type to send.',
  },
  'invalid-content': {
    status: 422,
    title: 'The content is not valid',
    meaning:
      '`errors` says for each field what is wrong: `pointer` leads to it (RFC 6901). Nothing was saved.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'This key belongs to another request',
    meaning:
      'The same `Idempotency-Key` came with another body before. Send a new key with a new request, and the same one only to repeat it.',
  },
  'version-required': {
    status: 428,
    title: 'Say what you change',
    meaning:
      'Send the `ETag` of what you read in `If-Match`, so that nobody’s change is overwritten unseen.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    meaning:
      'Wait for as many seconds as `Retry-After` says. `RateLimit` tells with each answer how many requests are left, `RateLimit-Policy` how many there are in a minute.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong here',
    meaning: 'It is not your request’s fault. Tell the operator the `requestId`.',
  },
  unavailable: {
    status: 503,
    title: 'Temporarily unavailable',
    meaning:
      'Something that this needs cannot be reached. Nothing is lost; try again after as many seconds as `Retry-After` says.',
  },
} as const satisfies Record<string, Kind>

export type ProblemName = keyof typeof problemKinds

const detail = z.string()

/** RFC 9457, with the id of the request and one entry for each field that is wrong. */
export const problemDocument = z
  .strictObject({
    type: z.string().meta({ description: 'Where this kind of problem is explained; stable' }),
    title: z.string(),
    status: z.int(),
    detail: detail.optional(),
    instance: z.string().meta({ description: 'The path that was asked for' }),
    requestId: z.string(),
    errors: z
      .array(
        z.union([
          z.strictObject({
            pointer: z.string().meta({ description: 'A JSON Pointer into the body (RFC 6901)' }),
            detail,
          }),
          z.strictObject({ parameter: z.string(), detail }),
          z.strictObject({ header: z.string(), detail }),
        ]),
      )
      .optional(),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof problemDocument>
