import { resource } from '#app/http/resource.ts'

const answer = resource({
  /** Whether this process answers at all; asks nothing of the database. */
  GET: () => Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } }),
})

export { answer as loader, answer as action }
