import type { LoaderFunctionArgs } from 'react-router'
import { DatabaseError, type DatabaseErrorKind } from '#db/database-error.ts'
import { problem } from './problem.ts'

type Handler = (args: LoaderFunctionArgs) => Promise<Response> | Response
type Methods = Partial<Record<'GET' | 'HEAD' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', Handler>>

/**
 * Makes what is both loader and action of an API route out of a handler for each method. HEAD is answered
 * as GET unless given; every other method gets a 405 with `Allow`, every failure a problem+json.
 */
export function resource(methods: Methods): Handler {
  const handlers: Record<string, Handler | undefined> = { HEAD: methods.GET, ...methods }
  const allow = [
    ...Object.keys(handlers).filter((method) => handlers[method]),
    'OPTIONS',
  ].toSorted()

  return async (args) => {
    const { method } = args.request
    const headers = { allow: allow.join(', ') }
    if (method === 'OPTIONS') return new Response(null, { status: 204, headers })
    const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined
    if (!handler) return problem('method-not-allowed', { detail: `Use ${headers.allow}.`, headers })
    try {
      return await handler(args)
    } catch (error) {
      return failure(error)
    }
  }
}

/** Failures of the database that pass: the caller may try again. */
const transient = new Set<DatabaseErrorKind>(['unavailable', 'timeout', 'conflict'])

function failure(error: unknown): Response {
  if (error instanceof Response && error.status === 401) return problem('unauthenticated')
  console.error(error)
  if (error instanceof DatabaseError && transient.has(error.kind)) {
    return problem('unavailable', { headers: { 'retry-after': '5' } })
  }
  return problem('internal-error')
}
