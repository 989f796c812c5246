import { createCookie } from 'react-router'
import { notice, type Notice } from './notice.ts'

// Long enough for one redirect; the page that shows it takes it away.
const cookie = createCookie('notice', {
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: import.meta.env.PROD,
  maxAge: 60,
})

/** The `Set-Cookie` value that hands a short notice over a redirect. */
export function sendNotice(content: Notice): Promise<string> {
  return cookie.serialize(content)
}

/** Takes the notice that an earlier answer left, and the `Set-Cookie` value that removes it. */
export async function takeNotice(
  request: Request,
): Promise<{ notice: Notice; removal: string } | null> {
  const sent = notice.safeParse(await cookie.parse(request.headers.get('cookie')))
  if (!sent.success) return null
  return { notice: sent.data, removal: await cookie.serialize('', { maxAge: 0 }) }
}
