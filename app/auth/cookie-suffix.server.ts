import { getCookieSuffix } from '@clerk/shared/keys'
import { env } from '#app/env.server.ts'

/** Clerk sets each of its cookies twice, once with this after its name: two of its instances can share a host. */
export const cookieSuffix = await getCookieSuffix(env.CLERK_PUBLISHABLE_KEY)
