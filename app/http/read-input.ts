import { Accept } from '@remix-run/headers/accept'
import type { LoaderFunctionArgs } from 'react-router'
import type { Operation } from '#app/contract/endpoint.ts'
import type { Input } from './operation-input.ts'
import { problem } from './problem.ts'
import { readJson } from './read-json.ts'
import { readQuery } from './read-query.ts'

/** Checks a request by what the operation takes; what is wrong first comes back as a problem+json. */
export async function readInput(
  args: LoaderFunctionArgs,
  operation: Operation,
  userId: string | null,
): Promise<Input | Response> {
  const { request } = args
  if (operation.auth && !userId) return problem('unauthenticated')
  const accept = request.headers.get('accept')
  if (accept && !Accept.from(accept).accepts('application/json'))
    return problem('not-acceptable', { detail: 'The format is application/json.' })

  const params = operation.params?.safeParse(args.params)
  if (params && !params.success) return problem('not-found')

  const url = new URL(request.url)
  const query = operation.query && readQuery(url.searchParams, operation.query)
  if (query && !query.ok) return problem('invalid-query', { errors: query.errors })

  const headers = operation.headers?.safeParse(Object.fromEntries(request.headers))
  if (headers && !headers.success) {
    const errors = headers.error.issues.map(({ path, message }) => ({
      header: path.join(''),
      detail: message,
    }))
    return problem('invalid-header', { errors })
  }

  const body = operation.body && (await readJson(request, operation.body))
  if (body && !body.ok) return body.response

  return {
    args,
    request,
    url,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- null only where none is asked for
    userId: userId as string & null,
    params: params?.data,
    query: query?.value,
    headers: headers?.data,
    body: body?.value,
    bytes: body?.bytes ?? new Uint8Array(),
  }
}
