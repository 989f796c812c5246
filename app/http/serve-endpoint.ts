import type { LoaderFunctionArgs } from 'react-router'
import { readUserId } from '#app/auth/session.server.ts'
import type { Endpoint, Method, Operation } from '#app/contract/endpoint.ts'
import { countRequest } from '#app/data/database.server.ts'
import { currentRequest } from '#app/request-scope.server.ts'
import type { Input } from './operation-input.ts'
import { announceQuota } from './quota.ts'
import { readInput } from './read-input.ts'
import { type Handler, type Handlers, resource } from './resource.ts'

type HandlersOf<E extends Endpoint> = {
  [M in keyof E['methods'] & Method]: (
    input: Input<Extract<E['methods'][M], Operation>>,
  ) => Promise<Response> | Response
}

/**
 * Makes what is both loader and action of an API route: a request that its operation allows goes to the
 * handler of its method, everything else gets a problem+json.
 * @param head answers HEAD where the handler of GET would do too much
 */
export function serveEndpoint<const E extends Endpoint>(
  { methods }: E,
  handlers: HandlersOf<E>,
  head?: (input: Input) => Response,
): Handler {
  const operations: [string, Operation][] = Object.entries(methods)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each gets the input of its own operation
  const handlerOf = handlers as Record<string, (input: Input) => Promise<Response> | Response>
  const checked: Handlers = Object.fromEntries(
    operations.map(([method, operation]) => [
      method,
      (args: LoaderFunctionArgs) => {
        const handler = (args.request.method === 'HEAD' && head) || handlerOf[method]
        if (!handler) throw new Error(`${method} has no handler.`)
        return answer(args, operation, handler)
      },
    ]),
  )
  return resource(checked)
}

async function answer(
  args: LoaderFunctionArgs,
  operation: Operation,
  handler: (input: Input) => Promise<Response> | Response,
): Promise<Response> {
  const request = currentRequest()
  if (request) request.mustCount = operation.limited
  const userId = operation.auth ? readUserId(args) : null
  const input = await readInput(args, operation, userId)
  const response = input instanceof Response ? input : await handler(input)
  // Where no call to the database counted the request, such as where it was refused at once.
  await countRequest(userId)
  return announceQuota(response)
}
