import { livenessEndpoint } from '#app/contract/health.ts'
import { serveEndpoint } from '#app/http/serve-endpoint.ts'

const answer = serveEndpoint(livenessEndpoint, {
  GET: () => Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } }),
})

export { answer as loader, answer as action }
