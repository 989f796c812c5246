import { createCheckAuthorization } from '@clerk/shared/authorization'
import { isClerkAPIResponseError } from '@clerk/shared/error'
import type { JwtPayload } from '@clerk/shared/types'
import { createContext, type LoaderFunctionArgs } from 'react-router'
import { z } from 'zod'
import { answerInTime, clerk, readFromClerk } from '#app/data/clerk.server.ts'
import type { User } from './auth-context.ts'

/** What a session token says that counts. */
export interface Session {
  userId: string
  sessionId: string
  claims: Pick<JwtPayload, 'iat' | 'fva'>
}

type Args = Pick<LoaderFunctionArgs, 'context'>

const sessionContext = createContext<Session | null>(null)

/** Notes who is calling, for all that follows. */
export function setSession({ context }: Args, session: Session | null): void {
  context.set(sessionContext, session)
}

/** The session that the request showed, or null. */
export const readSession = ({ context }: Args) => context.get(sessionContext)

/** The signed-in person's id, or null. */
export const readUserId = (args: Args) => readSession(args)?.userId ?? null

/** Whether the person proved who they are within the last ten minutes, as Clerk's session token says. */
export function isFreshlyVerified(args: Args): boolean {
  const session = readSession(args)
  if (!session) return false
  const { userId, claims } = session
  const nothing = { orgId: null, orgRole: null, orgPermissions: null, features: null, plans: null }
  const has = createCheckAuthorization({
    userId,
    factorVerificationAge: claims.fva ?? null,
    ...nothing,
  })
  return has({ reverification: 'strict' })
}

/** Claims of a session token customised as the README says; without them Clerk is asked. */
const profileClaims = z.object({
  // Null where the person signs in without one.
  email: z
    .string()
    .nullable()
    .transform((email) => email ?? ''),
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
export async function readUser(args: Args): Promise<User | null> {
  const session = readSession(args)
  if (!session) return null
  const { userId } = session
  const claims = profileClaims.safeParse(session.claims)
  if (claims.success) return { userId, ...claims.data }
  const user = await readFromClerk(clerk.users.getUser(userId)).catch(nullIfUnknown)
  if (!user) throw new Response(null, { status: 401 })
  return {
    userId,
    email: user.primaryEmailAddress?.emailAddress ?? '',
    firstName: user.firstName,
    lastName: user.lastName,
  }
}

/** Ends a session at Clerk. One that Clerk does not know any more has ended. */
export async function revokeSession(sessionId: string): Promise<void> {
  await answerInTime(clerk.sessions.revokeSession(sessionId)).catch(nullIfUnknown)
}

function nullIfUnknown(error: unknown): null {
  if (isClerkAPIResponseError(error) && error.status === 404) return null
  throw error
}
