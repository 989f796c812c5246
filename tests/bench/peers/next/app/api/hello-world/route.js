import { loadWork } from '../../../work.mjs'

export async function GET({ headers }) {
  const { readUserId, sayHello } = await loadWork()
  const userId = await readUserId(headers.get('authorization'), headers.get('cookie'))
  if (!userId) return new Response(null, { status: 401 })
  const hello = await sayHello(userId, '127.0.0.1', headers.get('user-agent'))
  return Response.json(hello, { headers: { 'cache-control': 'no-store' } })
}
