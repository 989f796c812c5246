import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import { siteName } from '#app/site.ts'
import { type Operation, subjects } from './endpoint.ts'
import { endpoints } from './endpoints.ts'
import { problemDocument, problemKinds, type ProblemName } from './problem.ts'

/** What a refusal tells in its headers, by its status. */
const problemHeaders: Record<string, Record<string, string>> = {
  401: { 'WWW-Authenticate': 'What to send: a Bearer token' },
  429: { 'Retry-After': 'Seconds' },
  503: { 'Retry-After': 'Seconds' },
}

/** The OpenAPI document, made of the schemas that check the requests. */
export const openApiDocument = createDocument({
  openapi: '3.1.1',
  info: {
    title: `${siteName} API`,
    version: '1.0.0',
    description:
      'Every error is `application/problem+json` (RFC 9457). Send a session token as `Authorization: Bearer …`; pages of this site may use their session cookie.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  tags: Object.entries(subjects).map(([name, description]) => ({ name, description })),
  paths: Object.fromEntries(
    endpoints.map(({ path, subject, methods }) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [
          method.toLowerCase(),
          { tags: [subject], ...describe(method, operation) },
        ]),
      ),
    ]),
  ),
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      cookie: { type: 'apiKey', in: 'cookie', name: '__session' },
    },
  },
})

function describe(method: string, operation: Operation): ZodOpenApiOperationObject {
  const { id, summary, description, auth, params, query, headers, body } = operation
  const requestParams = {
    ...(params && { path: params }),
    ...(query && { query }),
    ...(headers && { header: headers }),
  }
  return {
    operationId: id,
    summary,
    ...(description && { description }),
    security: auth ? [{ bearer: [] }, { cookie: [] }] : [],
    requestParams,
    ...(body && {
      requestBody: {
        required: !body.isOptional,
        content: { [body.type]: { schema: body.schema } },
      },
    }),
    responses: { ...describeProblems(method, operation), ...describeAnswers(operation) },
  }
}

function describeAnswers({ answers }: Operation): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema, headers = {} }]) => [
      status,
      {
        description,
        headers: describeHeaders(headers),
        ...(schema && { content: { 'application/json': { schema } } }),
      },
    ]),
  )
}

function describeProblems(method: string, operation: Operation): ZodOpenApiResponsesObject {
  const byStatus = Object.groupBy(
    problemsOf(method, operation),
    (name) => problemKinds[name].status,
  )
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, names]) => [
      status,
      {
        description: names.map((name) => problemKinds[name].title).join('; or: '),
        ...(problemHeaders[status] && { headers: describeHeaders(problemHeaders[status]) }),
        content: { 'application/problem+json': { schema: problemDocument } },
      },
    ]),
  )
}

/** All that an operation may answer instead, most of which follows from what it takes. */
function problemsOf(
  method: string,
  { auth, limited, query, headers, body, params, problems = [] }: Operation,
) {
  const following: Partial<Record<ProblemName, unknown>> = {
    'invalid-query': query,
    'invalid-header': headers,
    'malformed-request': body,
    'body-too-large': body,
    'unsupported-media-type': body,
    'invalid-content': body,
    unauthenticated: auth,
    'cross-site': auth && method !== 'GET',
    'too-many-requests': limited,
    unavailable: auth || limited,
    'not-found': params,
    'not-acceptable': true,
    'internal-error': true,
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the keys' type
  const names = Object.keys(following) as ProblemName[]
  return [...new Set([...names.filter((name) => following[name]), ...problems])]
}

function describeHeaders(headers: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' as const } },
    ]),
  )
}
