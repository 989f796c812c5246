import { isFreshlyVerified } from '#app/auth/session.server.ts'
import { userDeletionEndpoint } from '#app/contract/user-deletion.ts'
import {
  cancelDeletion,
  readDeletion,
  requestDeletion,
} from '#app/data/account-deletions.server.ts'
import { completeDeletion } from '#app/data/complete-deletion.server.ts'
import { env } from '#app/env.server.ts'
import { problem } from '#app/http/problem.ts'
import { toRepeatable } from '#app/http/repeatable.ts'
import { serveEndpoint } from '#app/http/serve-endpoint.ts'
import { logError } from '#app/log.server.ts'
import { readClient } from '#app/request-scope.server.ts'

const headers = { 'cache-control': 'private, no-store' }

const answer = serveEndpoint(userDeletionEndpoint, {
  async GET({ userId }) {
    const order = await readDeletion(userId)
    return order ? Response.json(order, { headers }) : problem('not-found')
  },

  async POST({ args, userId, request, headers: given, bytes }) {
    if (!isFreshlyVerified(args)) return problem('reverification-required')
    const graceDays = env.DELETION_GRACE_DAYS
    const repeatable = toRepeatable(given['idempotency-key'], bytes)
    const order = await requestDeletion(userId, graceDays, readClient(request), repeatable)
    if (!order) return problem('deletion-ordered')
    const { fingerprint, ...deletion } = order
    if (fingerprint !== repeatable.fingerprint) return problem('idempotency-key-reused')
    // Where it fails the order stands, and the next scheduled run finishes it.
    if (graceDays === 0) await completeDeletion(userId).catch(logError)
    return Response.json(deletion, { status: 202, headers })
  },

  async DELETE({ userId, request }) {
    const outcome = await cancelDeletion(userId, readClient(request))
    if (outcome === 'due') return problem('deletion-due')
    return outcome === 'none' ? problem('not-found') : new Response(null, { status: 204, headers })
  },
})

export { answer as loader, answer as action }
