import { redirectDocument } from 'react-router'
import { localPath } from '#app/http/local-path.ts'

/**
 * The way out of a handshake that Clerk did not sign: the same page without what brought it, in the address
 * or in a cookie. @returns null where the request brought none
 */
export function leaveHandshake({ headers: given }: Request, url: URL): Response | null {
  const page = new URL(url)
  for (const name of url.searchParams.keys()) {
    if (name.startsWith('__clerk_')) page.searchParams.delete(name)
  }
  const [cookie] = /\b__clerk_handshake(?:_nonce)?(?==)/.exec(given.get('cookie') ?? '') ?? []
  if (!cookie && page.search === url.search) return null
  const headers = new Headers()
  if (cookie) headers.append('set-cookie', `${cookie}=; Path=/; Max-Age=0; SameSite=Lax`)
  return redirectDocument(localPath(page), { headers })
}
