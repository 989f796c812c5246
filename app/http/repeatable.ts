import { hash, randomUUID } from 'node:crypto'
import type { RepeatableRequest } from '#app/data/repeatable-request.ts'

/** What a request may be recognised by when it is sent again; one without a key is a new one each time. */
export function toRepeatable(key: string | undefined, bytes: Uint8Array): RepeatableRequest {
  const fingerprint = hash('sha256', bytes)
  return { key: key ?? randomUUID(), fingerprint }
}
