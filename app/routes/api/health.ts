import { database } from '#app/data/database.server.ts'
import { resource } from '#app/http/resource.ts'

const answer = resource({
  /** Whether the database answers within two seconds, and how fast (`latencyMs`). */
  async GET() {
    const start = performance.now()
    const status = await database
      .asSystem((sql) => [sql`select 1`], { idempotent: true, deadlineMs: 2_000 })
      .then(() => 'ok', report)
    const latencyMs = Math.round(performance.now() - start)
    return Response.json(
      { status, database: { status, latencyMs } },
      { status: status === 'ok' ? 200 : 503, headers: { 'cache-control': 'no-store' } },
    )
  },
})

function report(error: unknown): 'unavailable' {
  console.error(error)
  return 'unavailable'
}

export { answer as loader, answer as action }
