import type { LoaderFunctionArgs } from 'react-router'
import type { z } from 'zod'
import type { Operation } from '#app/contract/endpoint.ts'

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

/** What the handler of an operation gets: checked by the operation, so that it can be trusted. */
export interface Input<O extends Operation = Operation> {
  args: LoaderFunctionArgs
  request: Request
  url: URL
  userId: O['auth'] extends true ? string : null
  params: Output<O['params']>
  query: Output<O['query']>
  headers: Output<O['headers']>
  body: NonNullable<O['body']> extends { schema: infer Schema } ? Output<Schema> : undefined
  /** The body as it was sent. */
  bytes: Uint8Array
}
