import { clerkClient, getAuth } from '@clerk/react-router/server'
import { isClerkAPIResponseError } from '@clerk/shared/error'
import type { LoaderFunctionArgs } from 'react-router'
import { z } from 'zod'
import type { User } from './auth-context.ts'

/** The signed-in person's id, or null. Only session tokens count, no other token that Clerk signs. */
export async function readUserId(args: LoaderFunctionArgs): Promise<string | null> {
  const auth = await getAuth(args)
  return auth.sessionId ? auth.userId : null
}

/** Whether the person proved who they are within the last ten minutes, as Clerk's session token says. */
export async function isFreshlyVerified(args: LoaderFunctionArgs): Promise<boolean> {
  return (await getAuth(args)).has({ reverification: 'strict' })
}

/** Claims of a session token customised as the README says; without them Clerk is asked. */
const profileClaims = z.object({
  email: z.string(),
  firstName: z
    .string()
    .nullish()
    .transform((name) => name || null),
  lastName: z
    .string()
    .nullish()
    .transform((name) => name || null),
})

/**
 * The signed-in person, or null. No network call where the session token carries the profile.
 * @throws Response with status 401 where the token outlived its person
 */
export async function readUser(args: LoaderFunctionArgs): Promise<User | null> {
  const { userId, sessionId, sessionClaims } = await getAuth(args)
  if (!userId || !sessionId) return null
  const claims = profileClaims.safeParse(sessionClaims)
  if (claims.success) return { userId, ...claims.data }
  const user = await clerkClient(args).users.getUser(userId).catch(nullIfUnknown)
  if (!user) throw new Response(null, { status: 401 })
  return {
    userId,
    email: user.primaryEmailAddress?.emailAddress ?? '',
    firstName: user.firstName,
    lastName: user.lastName,
  }
}

/** Ends a session at Clerk. One that Clerk does not know any more has ended. */
export async function revokeSession(args: LoaderFunctionArgs, sessionId: string): Promise<void> {
  await clerkClient(args).sessions.revokeSession(sessionId).catch(nullIfUnknown)
}

function nullIfUnknown(error: unknown): null {
  if (isClerkAPIResponseError(error) && error.status === 404) return null
  throw error
}
