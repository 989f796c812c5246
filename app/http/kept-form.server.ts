import { z } from 'zod'
import { checkedCookie } from '#app/checked-cookie.server.ts'
import { readCookies } from './request-cookies.server.ts'

const content = z.object({ path: z.string(), author: z.string(), fields: z.string() })
// Long enough to sign in again, or to come back in a moment.
const cookie = checkedCookie('kept-form', content, 600)

/** In bytes: a browser keeps no cookie above 4 KB, and this one grows by a third when it is encoded. */
export const maximumKeptLength = 2_500

/**
 * Keeps what a person typed while their session ends and begins again, or it cannot be saved. The form names its
 * author in the search parameter `author` of its action, as the request itself no longer tells who it was.
 * @param form its bytes; null where they are too many, or were not read
 * @returns the `Set-Cookie` value, or null for a form that is too large to keep
 */
export async function keepForm(form: Buffer | null, url: URL): Promise<string | null> {
  if (!form || form.length > maximumKeptLength) return null
  const fields = form.toString()
  const author = url.searchParams.get('author') ?? ''
  return cookie.keep({ path: url.pathname, author, fields })
}

/** @returns the `Set-Cookie` value that removes what a browser keeps; null where it keeps nothing */
export async function dropKeptForm(request: Request): Promise<string | null> {
  const isKept = readCookies(request).some(({ name }) => name === cookie.name)
  return isKept ? cookie.drop() : null
}

/** Gives back to its author what was kept for this page, and the `Set-Cookie` value that removes it. */
export async function takeKeptForm(
  request: Request,
  path: string,
  author: string,
): Promise<{ form: URLSearchParams; removal: string } | null> {
  const kept = await cookie.read(request)
  if (kept?.path !== path || kept.author !== author) return null
  return { form: new URLSearchParams(kept.fields), removal: await cookie.drop() }
}
