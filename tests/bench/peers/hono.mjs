import { getRequestListener } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { readUserId, sayHello } from '../bare/work.ts'

const app = new Hono()

app.get('/api/hello-world', async (context) => {
  const { req } = context
  const userId = await readUserId(req.header('authorization') ?? null, req.header('cookie') ?? null)
  if (!userId) return context.body(null, 401)
  const { address = '' } = getConnInfo(context).remote
  const hello = await sayHello(userId, address, req.header('user-agent') ?? null)
  return context.json(hello, 200, { 'cache-control': 'no-store' })
})

/** The least that Hono needs. */
export default () => getRequestListener(app.fetch)
