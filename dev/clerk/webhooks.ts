import { createHmac } from 'node:crypto'
import pRetry, { AbortError } from 'p-retry'
import { newId } from './keys.ts'

/** The headers that Svix, who delivers Clerk's webhooks, signs a body with. */
export function signWebhook(
  secret: string,
  body: string,
  { id = newId('msg'), timestamp = Math.floor(Date.now() / 1000) } = {},
): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': String(timestamp),
    'svix-signature': `v1,${signature}`,
  }
}

/** Posts signed webhooks to `target`, in the background and with a few retries. */
export function createWebhookSender(options: {
  target: string
  secret: string
  log: (line: string) => void
  firstDelay?: number
}): (body: string) => Promise<void> {
  let failing = false

  async function attempt(id: string, body: string): Promise<void> {
    const response = await fetch(options.target, {
      method: 'POST',
      headers: signWebhook(options.secret, body, { id }),
      body,
      signal: AbortSignal.timeout(10_000),
    })
    await response.body?.cancel()
    // An app without the route will not grow it within the next seconds.
    if (response.status === 404) throw new AbortError('it answered 404')
    if (!response.ok) throw new Error(`it answered ${response.status}`)
  }

  return async (body) => {
    const id = newId('msg')
    try {
      await pRetry(() => attempt(id, body), {
        retries: 3,
        factor: 4,
        minTimeout: options.firstDelay ?? 1000,
        unref: true,
      })
      failing = false
    } catch (error) {
      if (failing) return
      failing = true
      const reason = error instanceof Error ? error.message : String(error)
      options.log(`webhooks do not reach ${options.target}: ${reason}`)
    }
  }
}
