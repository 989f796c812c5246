import { userExportsEndpoint } from '#app/contract/user-exports.ts'
import { requestExport } from '#app/data/account-export.server.ts'
import { problem } from '#app/http/problem.ts'
import { toRepeatable } from '#app/http/repeatable.ts'
import { serveEndpoint } from '#app/http/serve-endpoint.ts'
import { readClient } from '#app/request-scope.server.ts'

const answer = serveEndpoint(userExportsEndpoint, {
  async POST({ userId, request, headers, bytes }) {
    const repeatable = toRepeatable(headers['idempotency-key'], bytes)
    const asked = await requestExport(userId, readClient(request), repeatable)
    const { id, requestedAt, fingerprint } = asked
    if (fingerprint !== repeatable.fingerprint) return problem('idempotency-key-reused')
    const href = `/api/user/exports/${id}`
    return Response.json(
      { id, requestedAt, href },
      { status: 201, headers: { location: href, 'cache-control': 'private, no-store' } },
    )
  },
})

export { answer as loader, answer as action }
