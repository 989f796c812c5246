import { checkedCookie } from '#app/checked-cookie.server.ts'
import { notice, type Notice } from './notice.ts'

// Long enough for one redirect; the page that shows it takes it away.
const cookie = checkedCookie('notice', notice, 60)

/** The `Set-Cookie` value that hands a short notice over a redirect. */
export function sendNotice(content: Notice): Promise<string> {
  return cookie.keep(content)
}

/** Takes the notice that an earlier answer left, and the `Set-Cookie` value that removes it. */
export async function takeNotice(
  request: Request,
): Promise<{ notice: Notice; removal: string } | null> {
  const sent = await cookie.read(request)
  return sent && { notice: sent, removal: await cookie.drop() }
}
