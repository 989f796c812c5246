import { userActivityEndpoint } from '#app/contract/user-activity.ts'
import { readActivityPage } from '#app/data/activity.server.ts'
import { toCursor } from '#app/data/activity-query.server.ts'
import { serveEndpoint } from '#app/http/serve-endpoint.ts'

const answer = serveEndpoint(userActivityEndpoint, {
  async GET({ url, userId, query: { limit, ...range } }) {
    const page = await readActivityPage(userId, range, limit)
    const next = page.next && toCursor(page.next)
    const headers = new Headers({ 'cache-control': 'private, no-store' })
    if (next) {
      url.searchParams.set('cursor', next)
      headers.set('link', `<${url.pathname}${url.search}>; rel="next"`)
    }
    return Response.json({ items: page.entries, next }, { headers })
  },
})

export { answer as loader, answer as action }
