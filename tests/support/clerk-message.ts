import type { App } from './app.ts'

/** What Clerk's webhooks look like; `given` replaces parts. */
export function sessionEvent(type: string, userId: string, sessionId: string, given: object = {}) {
  return {
    object: 'event',
    type,
    data: { object: 'session', id: sessionId, user_id: userId, status: 'active' },
    timestamp: Date.UTC(2026, 0, 2, 3, 4, 5),
    event_attributes: { http_request: { client_ip: '203.0.113.9', user_agent: 'their browser' } },
    ...given,
  }
}

export function userEvent(type: string, userId: string) {
  return { object: 'event', type, data: { object: 'user', id: userId }, timestamp: Date.now() }
}

/** Posts an event as Clerk does, signed; what is given for the message or the headers is what is wrong. */
export async function sendWebhook(
  app: App,
  event: object | string,
  message: { id?: string; timestamp?: number } = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  const body = typeof event === 'string' ? event : JSON.stringify(event)
  return fetch(`${app.origin}/webhooks/clerk`, {
    method: 'POST',
    headers: { ...app.clerk.signWebhook(body, message), ...headers },
    body,
    redirect: 'manual',
  })
}
