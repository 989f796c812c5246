import { readUserId } from '#app/auth/session.server.ts'
import { recordHello } from '#app/data/audit-logs.server.ts'
import { problem } from '#app/http/problem.ts'
import { resource } from '#app/http/resource.ts'
import { readClient } from '#app/platform.server.ts'

const headers = { 'cache-control': 'no-store' }

const answer = resource({
  async GET(args) {
    const userId = await readUserId(args)
    if (!userId) return problem('unauthenticated')
    return Response.json(await recordHello(userId, readClient(args.request, args.context)), {
      headers,
    })
  },

  // GET writes an audit row; asking for its headers alone must not.
  async HEAD(args) {
    return (await readUserId(args)) ? new Response(null, { headers }) : problem('unauthenticated')
  },
})

export { answer as loader, answer as action }
