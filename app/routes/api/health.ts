import { healthEndpoint } from '#app/contract/health.ts'
import { database } from '#app/data/database.server.ts'
import { retryAfter } from '#app/http/failure.ts'
import { serveEndpoint } from '#app/http/serve-endpoint.ts'
import { logError } from '#app/log.server.ts'

const answer = serveEndpoint(healthEndpoint, {
  async GET() {
    const start = performance.now()
    const status = await database
      .asSystem((sql) => [sql`select 1`], { idempotent: true, deadlineMs: 2_000 })
      .then(() => 'ok', report)
    const latencyMs = Math.round(performance.now() - start)
    const headers = new Headers({ 'cache-control': 'no-store' })
    if (status !== 'ok') headers.set('retry-after', retryAfter)
    return Response.json(
      { status, database: { status, latencyMs } },
      { status: status === 'ok' ? 200 : 503, headers },
    )
  },
})

function report(error: unknown): 'unavailable' {
  if (error instanceof Response) throw error
  logError(error)
  return 'unavailable'
}

export { answer as loader, answer as action }
