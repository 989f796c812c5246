import type { LoaderFunctionArgs } from 'react-router'
import { readUserId, sayHello } from '../../work.ts'

export async function loader({ request: { headers } }: LoaderFunctionArgs) {
  const userId = await readUserId(headers.get('authorization'), headers.get('cookie'))
  if (!userId) return new Response(null, { status: 401 })
  const hello = await sayHello(userId, '127.0.0.1', headers.get('user-agent'))
  return Response.json(hello, { headers: { 'cache-control': 'no-store' } })
}
