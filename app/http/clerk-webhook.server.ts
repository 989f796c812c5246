import { isIP } from 'node:net'
import { verifyWebhook } from '@clerk/react-router/webhooks'
import { z } from 'zod'
import { longestUserAgent } from '#app/request-scope.server.ts'
import { problem } from './problem.ts'
import { readBytes } from './read-bytes.ts'

// A person's metadata alone may have 24 KB.
const maximumBytes = 256 * 1024

// Postgres takes no text with a NUL, and no time that JavaScript writes with a sign.
const hasNoNul = (text: string) => !text.includes('\0')
const id = z.string().min(1).max(255).refine(hasNoNul)
const latest = Date.UTC(9999, 11, 31)

const sessionEvent = z.object({
  type: z.enum(['session.created', 'session.ended', 'session.removed', 'session.revoked']),
  data: z.object({ id, user_id: id }),
  timestamp: z
    .number()
    .min(0)
    .max(latest)
    .transform((milliseconds) => new Date(milliseconds))
    .pipe(z.date()),
  event_attributes: z
    .object({
      http_request: z.object({
        client_ip: z.string().transform((address) => (isIP(address) ? address : null)),
        user_agent: z.string().transform((agent) => (hasNoNul(agent) && wellFormed(agent)) || null),
      }),
    })
    .optional()
    .catch(undefined),
})
/** As Postgres will keep it: of another text the mark of the row would be wrong. */
const wellFormed = (agent: string) => agent.slice(0, longestUserAgent).toWellFormed()

const deletedUser = z.object({ type: z.literal('user.deleted'), data: z.object({ id }) })
const ignored = z
  .object({ type: z.string() })
  .refine(({ type }) => !handledTypes.has(type))
  .transform(() => null)

const handledTypes = new Set<string>([
  ...sessionEvent.shape.type.options,
  deletedUser.shape.type.value,
])
const message = z.union([sessionEvent, deletedUser, ignored])

type Verified =
  | { ok: true; messageId: string; event: z.infer<typeof message> }
  | { ok: false; response: Response }

/**
 * Reads a message that Clerk signed no more than five minutes ago.
 * @returns the event, null where it is of a type that nothing here waits for; or what is wrong
 */
export async function readClerkWebhook(request: Request, signingSecret: string): Promise<Verified> {
  const { url, headers } = request
  const body = await readBytes(request, maximumBytes)
  if (!body) return { ok: false, response: problem('body-too-large') }
  let verified: unknown
  try {
    const signed = new Request(url, { method: 'POST', headers, body })
    verified = await verifyWebhook(signed, { signingSecret })
  } catch {
    const detail = 'The signature is missing, wrong, or more than five minutes old.'
    return { ok: false, response: problem('malformed-request', { detail }) }
  }
  const result = message.safeParse(verified)
  if (!result.success) return { ok: false, response: problem('invalid-content') }
  return { ok: true, messageId: headers.get('svix-id') ?? '', event: result.data }
}
