import { createPublicKey } from 'node:crypto'
import { PROD_API_URL } from '@clerk/shared/constants'
import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { authorizedParties, env } from '#app/env.server.ts'
import type { Session } from './session.server.ts'

/** In seconds, as in Clerk's own check. */
const clockTolerance = 5

const sessionToken = z.object({
  protectedHeader: z.object({
    typ: z.literal('JWT').optional(),
    // Clerk marks what a token is for: the first is a session's, and the other says nothing, as none does.
    cat: z.enum(['cl_B7d4PD111AAA', 'cl_I7d4PD111III']).optional(),
  }),
  payload: z
    .looseObject({
      sub: z.string().min(1),
      sid: z.string().min(1),
      azp: z.string().optional(),
      iat: z.number().refine((seconds) => seconds <= Date.now() / 1000 + clockTolerance),
      // A pending session still owes something, such as the choice of an organisation.
      sts: z
        .string()
        .refine((status) => status !== 'pending')
        .optional(),
      fva: z.tuple([z.number(), z.number()]).optional(),
    })
    // Of the whole: Zod asks nothing about a key that is not there.
    .refine(({ azp = '' }) => authorizedParties.length === 0 || authorizedParties.includes(azp)),
})

/**
 * The session of a token, by the rules of https://clerk.com/docs/guides/sessions/manual-jwt-verification; null where
 * it is none that counts now. Clerk's own check imports the key each time, which is half of its time.
 */
export async function verifySession(token: string): Promise<Session | null> {
  const verified = await jwtVerify(token, findKey, options).catch(() => null)
  const { success, data } = sessionToken.safeParse(verified)
  return success
    ? { userId: data.payload.sub, sessionId: data.payload.sid, claims: data.payload }
    : null
}

const options = { algorithms: ['RS256'], requiredClaims: ['exp'], clockTolerance }

const findKey = keyFinder()

/** The key that is set, or, as Clerk's SDK does without one, the one that Clerk's Backend API tells. */
function keyFinder(): JWTVerifyGetKey {
  if (env.CLERK_JWT_KEY) {
    const key = createPublicKey(env.CLERK_JWT_KEY)
    return () => key
  }
  const url = new URL(`${env.CLERK_API_URL ?? PROD_API_URL}/v1/jwks`)
  return createRemoteJWKSet(url, { headers: { authorization: `Bearer ${env.CLERK_SECRET_KEY}` } })
}
