import { createCookie } from 'react-router'
import { z } from 'zod'
import { readCookies } from './request-cookies.server.ts'

// Long enough to sign in again, or to come back in a moment.
const cookie = createCookie('kept-form', {
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: import.meta.env.PROD,
  maxAge: 600,
})
const content = z.object({ path: z.string(), author: z.string(), fields: z.string() })

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
  return cookie.serialize({ path: url.pathname, author, fields })
}

/** @returns the `Set-Cookie` value that removes what a browser keeps; null where it keeps nothing */
export async function dropKeptForm(request: Request): Promise<string | null> {
  const isKept = readCookies(request).some(({ name }) => name === cookie.name)
  return isKept ? removal() : null
}

const removal = () => cookie.serialize('', { maxAge: 0 })

/** Gives back to its author what was kept for this page, and the `Set-Cookie` value that removes it. */
export async function takeKeptForm(
  request: Request,
  path: string,
  author: string,
): Promise<{ form: URLSearchParams; removal: string } | null> {
  const kept = content.safeParse(await cookie.parse(request.headers.get('cookie')))
  if (!kept.success || kept.data.path !== path || kept.data.author !== author) return null
  return {
    form: new URLSearchParams(kept.data.fields),
    removal: await removal(),
  }
}
