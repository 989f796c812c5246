import type { Context } from '@netlify/functions'
import { exceptionOf } from '#app/log.server.ts'
import { withinSpan } from './span.server.ts'
import { telemetry } from './telemetry.server.ts'

/** Does what a scheduled function is for within a span of that name. */
export async function traceJob(
  name: string,
  platform: Partial<Pick<Context, 'waitUntil'>> | undefined,
  work: () => Promise<void>,
): Promise<void> {
  const tracing = await telemetry
  if (!tracing) return work()
  const span = tracing.openSpan(name, 'internal', null)
  try {
    await withinSpan(span, work)
  } catch (error) {
    span.recordException(exceptionOf(error))
    throw error
  } finally {
    span.end()
    platform?.waitUntil?.(tracing.flush())
  }
}
