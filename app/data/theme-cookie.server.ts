import { z } from 'zod'
import { checkedCookie } from '#app/checked-cookie.server.ts'
import { type Theme, themes } from './user-settings.ts'
import { readUserSettings } from './user-settings.server.ts'

const content = z.object({ userId: z.string(), theme: z.enum(themes) })
// Five minutes: what is saved on one device shows on the others soon after.
const cookie = checkedCookie('theme', content, 300)

/**
 * The theme for the first paint, from a short-lived cookie so that most pages ask no database for it.
 * @returns the theme and, where the cookie must be (re)set, its `Set-Cookie` value
 */
export async function readTheme(
  request: Request,
  userId: string,
): Promise<{ theme: Theme; cookie?: string }> {
  const known = await cookie.read(request)
  // Two people may use one browser: a cookie counts for the person it was made for.
  if (known?.userId === userId) return { theme: known.theme }
  const { settings } = await readUserSettings(userId)
  const { theme } = settings
  return { theme, cookie: await rememberTheme(userId, theme) }
}

/** The `Set-Cookie` value that remembers a person's theme. */
export function rememberTheme(userId: string, theme: Theme): Promise<string> {
  return cookie.keep({ userId, theme })
}

/** The `Set-Cookie` value that forgets the theme. */
export function forgetTheme(): Promise<string> {
  return cookie.drop()
}
