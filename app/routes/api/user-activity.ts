import { readUserId } from '#app/auth/session.server.ts'
import { readActivityPage } from '#app/data/activity.server.ts'
import { activityQuery, toCursor } from '#app/data/activity-query.server.ts'
import { problem } from '#app/http/problem.ts'
import { readQuery } from '#app/http/read-query.ts'
import { resource } from '#app/http/resource.ts'

const answer = resource({
  /** The caller's own audit log, newest first: `{items, next}`, where `next` is the next page's cursor or null. */
  async GET(args) {
    const userId = await readUserId(args)
    if (!userId) return problem('unauthenticated')
    const url = new URL(args.request.url)
    const query = readQuery(url.searchParams, activityQuery)
    if (!query.ok) return problem('invalid-query', { errors: query.errors })
    const { limit, ...range } = query.value
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
