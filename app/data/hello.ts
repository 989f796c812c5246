import { z } from 'zod'

/** The answer of GET /api/hello-world: HelloWorldResponse in the specification. */
export const helloWorld = z
  .strictObject({
    message: z.literal('hello world'),
    userId: z.string(),
    timestamp: z.iso.datetime().meta({ description: 'The time of the audit row' }),
    status: z.literal('success'),
    requestCount: z
      .int()
      .positive()
      .meta({ description: 'How often this person said hello, over the audit rows that are kept' }),
  })
  .meta({ id: 'HelloWorldResponse' })

export type Hello = z.infer<typeof helloWorld>
