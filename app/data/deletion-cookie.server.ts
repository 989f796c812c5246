import { z } from 'zod'
import { checkedCookie } from '#app/checked-cookie.server.ts'
import { readDeletion } from './account-deletions.server.ts'

const content = z.object({ userId: z.string(), dueAt: z.iso.datetime().nullable() })
// As long as the theme's: what is ordered on one device shows on the others soon after.
const cookie = checkedCookie('deletion', content, 300)

/**
 * When the account is to be deleted, for the banner on every page, from a short-lived cookie so that most
 * pages ask no database for it.
 * @returns the time or null and, where the cookie must be (re)set, its `Set-Cookie` value
 */
export async function recallDeletion(
  request: Request,
  userId: string,
): Promise<{ deletionDue: string | null; setCookie?: string }> {
  const known = await cookie.read(request)
  if (known?.userId === userId) return { deletionDue: known.dueAt }
  const deletionDue = (await readDeletion(userId))?.dueAt ?? null
  return { deletionDue, setCookie: await rememberDeletion(userId, deletionDue) }
}

/** The `Set-Cookie` value that remembers when, or that no, deletion is due. */
export function rememberDeletion(userId: string, dueAt: string | null): Promise<string> {
  return cookie.keep({ userId, dueAt })
}

/** The `Set-Cookie` value that forgets it. */
export function forgetDeletion(): Promise<string> {
  return cookie.drop()
}
