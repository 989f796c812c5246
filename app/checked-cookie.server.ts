import { createCookie } from 'react-router'
import type { z } from 'zod'

/** A short-lived cookie of this site, which no script sees and whose content is checked when it comes back. */
export interface CheckedCookie<Content> {
  name: string
  /** What a request brought; null where it brought nothing that counts. */
  read(request: Request): Promise<Content | null>
  /** The `Set-Cookie` value that keeps it in the browser. */
  keep(content: Content): Promise<string>
  /** The `Set-Cookie` value that takes it away. */
  drop(): Promise<string>
}

/** @param maxAge in seconds */
export function checkedCookie<Content>(
  name: string,
  content: z.ZodType<Content>,
  maxAge: number,
): CheckedCookie<Content> {
  const cookie = createCookie(name, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: import.meta.env.PROD,
    maxAge,
  })
  return {
    name,
    async read({ headers }) {
      const header = headers.get('cookie')
      // Few requests bring any of these, and to take apart a header with a session's token in it costs each of them.
      if (!header?.includes(`${name}=`)) return null
      const { success, data } = content.safeParse(await cookie.parse(header))
      return success ? data : null
    },
    keep: (value) => cookie.serialize(value),
    drop: () => cookie.serialize('', { maxAge: 0 }),
  }
}
