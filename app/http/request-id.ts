/**
 * The id that a caller gave the request: `X-Request-Id`, or the trace of `traceparent`
 * (https://www.w3.org/TR/trace-context/). Null where there is none that is well-formed.
 */
export function readRequestId(headers: Headers): string | null {
  const given = headers.get('x-request-id')
  if (given && /^[\w.:/+=-]{8,128}$/.test(given)) return given
  return readTraceParent(headers)?.traceId ?? null
}

/** The trace and the span of the caller of which this request is a part; null where `traceparent` tells none. */
export function readTraceParent(headers: Headers): { traceId: string; spanId: string } | null {
  const [, traceId, spanId] =
    /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}/.exec(
      headers.get('traceparent') ?? '',
    ) ?? []
  return traceId && spanId ? { traceId, spanId } : null
}
