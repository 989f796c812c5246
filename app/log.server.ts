import { inspect } from 'node:util'
import { DatabaseError } from '#db/database-error.ts'
import { currentRequest } from './request-scope.server.ts'
import { currentSpan, type Exception } from './telemetry/span.server.ts'

/** Tokens, keys, and the passwords of connection URLs. */
const secrets =
  /\bey[\w-]{10,}\.[\w-]+(?:\.[\w-]*)?|\b(?:sk|whsec|ak|mt|oat)_[\w+/=]{8,}|(?<=:\/\/[^\s:/@]+:)[^\s@]+(?=@)/g

/**
 * One line of JSON for whatever watches the logs: on Netlify, all that is written to stdout. Not by `console.log`, which
 * shows it to V8's inspector first, whether or not there is one: half of its time.
 */
export function log(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** One line about something that went wrong and was not the caller's fault, without secrets. */
export function logError(error: unknown): void {
  const facts =
    error instanceof DatabaseError
      ? factsOf(error)
      : { error: redact(inspect(error, { depth: 5 })) }
  console.error(JSON.stringify({ level: 'error', requestId: currentRequest()?.id, ...facts }))
  currentSpan()?.recordException(exceptionOf(error))
}

/**
 * What telemetry is told of an error, which leaves the house: its message may quote anything, so it stays in the
 * log, where it is found by the request's id.
 */
export function exceptionOf(error: unknown): Exception {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack = '' } = error
  const frames = stack.replace(message, '').match(/^ +at .*$/gm) ?? []
  const place = { type: name, stack: frames.join('\n') }
  if (!(error instanceof DatabaseError)) return place
  const { kind, reason, constraint } = error
  return { ...place, message: [kind, reason, constraint].filter(Boolean).join(', ') }
}

const redact = (text: string) => text.replaceAll(secrets, '[redacted]')

/**
 * What tells one failure of the database from another. Its message, detail and causes hold addresses, statements
 * and people's values: only where the program is wrong is the message needed, and not where it quotes a value.
 */
function factsOf({ name, kind, reason, constraint, isTransient, message }: DatabaseError) {
  const quotesValue = reason?.startsWith('22')
  const text = isTransient || quotesValue ? name : `${name}: ${redact(message)}`
  return { error: text, kind, reason, constraint }
}
