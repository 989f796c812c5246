import { createCookie } from 'react-router'
import { z } from 'zod'
import { readBytes } from './read-bytes.ts'

// Long enough to sign in again.
const cookie = createCookie('kept-form', {
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: import.meta.env.PROD,
  maxAge: 600,
})
const content = z.object({ path: z.string(), author: z.string(), fields: z.string() })

// A browser keeps no cookie above 4 KB, and this one grows by a third when it is encoded.
const maximumLength = 2_500

/**
 * Keeps what a person typed while their session ends and begins again. The form names its author in the
 * search parameter `author` of its action, as the request itself no longer tells who it was.
 * @returns the `Set-Cookie` value, or null for a form that is too large to keep
 */
export async function keepForm(request: Request, url: URL): Promise<string | null> {
  const bytes = await readBytes(request, maximumLength)
  if (!bytes) return null
  const fields = Buffer.from(bytes).toString()
  const author = url.searchParams.get('author') ?? ''
  return cookie.serialize({ path: url.pathname, author, fields })
}

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
    removal: await cookie.serialize('', { maxAge: 0 }),
  }
}
