import { createCookie } from 'react-router'
import { z } from 'zod'
import { type Theme, themes } from './user-settings.ts'
import { readUserSettings } from './user-settings.server.ts'

// Five minutes: what is saved on one device shows on the others soon after.
const cookie = createCookie('theme', {
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: import.meta.env.PROD,
  maxAge: 300,
})
const content = z.object({ userId: z.string(), theme: z.enum(themes) })

/**
 * The theme for the first paint, from a short-lived cookie so that most pages ask no database for it.
 * @returns the theme and, where the cookie must be (re)set, its `Set-Cookie` value
 */
export async function readTheme(
  request: Request,
  userId: string,
): Promise<{ theme: Theme; cookie?: string }> {
  const known = content.safeParse(await cookie.parse(request.headers.get('cookie')))
  // Two people may use one browser: a cookie counts for the person it was made for.
  if (known.success && known.data.userId === userId) return { theme: known.data.theme }
  const { settings } = await readUserSettings(userId)
  const { theme } = settings
  return { theme, cookie: await rememberTheme(userId, theme) }
}

/** The `Set-Cookie` value that remembers a person's theme. */
export function rememberTheme(userId: string, theme: Theme): Promise<string> {
  return cookie.serialize({ userId, theme })
}

/** The `Set-Cookie` value that forgets the theme. */
export function forgetTheme(): Promise<string> {
  return cookie.serialize('', { maxAge: 0 })
}
