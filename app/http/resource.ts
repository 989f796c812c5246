import type { LoaderFunctionArgs } from 'react-router'
import { failure } from './failure.ts'
import { problem } from './problem.ts'

export type Handler = (args: LoaderFunctionArgs) => Promise<Response> | Response
export type Handlers = Partial<
  Record<'GET' | 'HEAD' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', Handler>
>

/**
 * Makes what is both loader and action of a route without a page out of a handler for each method. HEAD is
 * answered as GET unless given; every other method gets a 405 with `Allow`, every failure a problem+json.
 */
export function resource(methods: Handlers): Handler {
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
