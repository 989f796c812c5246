import { helloWorldEndpoint } from '#app/contract/hello-world.ts'
import { recordHello } from '#app/data/audit-logs.server.ts'
import { serveEndpoint } from '#app/http/serve-endpoint.ts'
import { readClient } from '#app/request-scope.server.ts'

const headers = { 'cache-control': 'no-store' }

const answer = serveEndpoint(
  helloWorldEndpoint,
  {
    GET: async ({ request, userId }) =>
      Response.json(await recordHello(userId, readClient(request)), { headers }),
  },
  // GET writes an audit row; asking for its headers alone must not.
  () => new Response(null, { headers: { ...headers, 'content-type': 'application/json' } }),
)

export { answer as loader, answer as action }
