import { exceptionOf } from '#app/log.server.ts'
import { type Span, withinSpan } from './span.server.ts'

/**
 * A body that is read as a part of the span.
 * @param end called after the last byte, a failure, or when the reader has gone
 */
export function tracedBody(
  body: ReadableStream<Uint8Array>,
  span: Span,
  end: () => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await withinSpan(span, () => reader.read()).catch(
          (error: unknown) => {
            span.recordException(exceptionOf(error))
            end()
            throw error
          },
        )
        if (!done) return controller.enqueue(value)
        end()
        controller.close()
      },
      cancel: (reason) => reader.cancel(reason).finally(end),
    },
    // As much is read as is asked for, as without this.
    { highWaterMark: 0 },
  )
}
