/**
 * The id that a caller gave the request: `X-Request-Id`, or the trace of `traceparent`
 * (https://www.w3.org/TR/trace-context/). Null where there is none that is well-formed.
 */
export function readRequestId(headers: Headers): string | null {
  const given = headers.get('x-request-id')
  if (given && /^[\w.:/+=-]{8,128}$/.test(given)) return given
  const trace = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/.exec(
    headers.get('traceparent') ?? '',
  )?.[1]
  return trace && !/^0+$/.test(trace) ? trace : null
}
