import { redirectDocument } from 'react-router'
import { localPath } from '#app/http/local-path.ts'
import { readCookies } from '#app/http/request-cookies.server.ts'

const handshake = /^__clerk_handshake(?:_nonce)?$/

/**
 * The way out of a handshake that Clerk did not sign: the same page without what brought it, in the address
 * or in a cookie. @returns null where the request brought none
 */
export function leaveHandshake(request: Request, url: URL): Response | null {
  const page = new URL(url)
  for (const name of url.searchParams.keys()) {
    if (name.startsWith('__clerk_')) page.searchParams.delete(name)
  }
  const cookies = readCookies(request).filter(({ name }) => handshake.test(name))
  if (cookies.length === 0 && page.search === url.search) return null
  const headers = new Headers()
  for (const { name } of cookies)
    headers.append('set-cookie', `${name}=; Path=/; Max-Age=0; SameSite=Lax`)
  return redirectDocument(localPath(page), { headers })
}
