import { eraseUser } from '#app/data/erasure.server.ts'
import { recordSessionEvent } from '#app/data/sessions.server.ts'
import { env } from '#app/env.server.ts'
import { readClerkWebhook } from '#app/http/clerk-webhook.server.ts'
import { problem } from '#app/http/problem.ts'
import { resource } from '#app/http/resource.ts'
import { readClient } from '#app/request-scope.server.ts'

const answer = resource({
  /** What Clerk tells: who signs in and out, for the audit log, and who is deleted, to be erased here. */
  async POST({ request }) {
    // Not a 404: Clerk sends the message again, until the secret is there to verify it with.
    if (!env.CLERK_WEBHOOK_SIGNING_SECRET) return problem('unavailable')
    const message = await readClerkWebhook(request, env.CLERK_WEBHOOK_SIGNING_SECRET)
    if (!message.ok) return message.response

    const { event, messageId } = message
    if (event?.type === 'user.deleted') await eraseUser(event.data.id)
    else if (event) {
      const from = event.event_attributes?.http_request
      await recordSessionEvent(messageId, {
        action: event.type === 'session.created' ? 'user_signin' : 'user_signout',
        sessionId: event.data.id,
        userId: event.data.user_id,
        time: event.timestamp,
        client: {
          ipAddress: from?.client_ip ?? null,
          userAgent: from?.user_agent ?? null,
          requestId: readClient(request).requestId,
        },
      })
    }
    return new Response(null, { status: 204 })
  },
})

export { answer as loader, answer as action }
