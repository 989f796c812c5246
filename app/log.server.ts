import { inspect } from 'node:util'
import { currentRequest } from './request-scope.server.ts'

/** Tokens, keys, and the passwords of connection URLs. */
const secrets =
  /\bey[\w-]{10,}\.[\w-]+\.[\w-]*|\b(?:sk|whsec|ak|mt|oat)_[\w+/=]{8,}|(?<=:\/\/[^\s:/@]+:)[^\s@]+(?=@)/g

/** One line of JSON for whatever watches the logs. */
export function log(line: Record<string, unknown>): void {
  console.log(JSON.stringify(line))
}

/** One line about something that went wrong and was not the caller's fault, without secrets. */
export function logError(error: unknown): void {
  const text = inspect(error, { depth: 5 }).replaceAll(secrets, '[redacted]')
  console.error(JSON.stringify({ level: 'error', requestId: currentRequest()?.id, error: text }))
}
