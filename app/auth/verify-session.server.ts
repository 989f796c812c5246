import { verifyToken } from '@clerk/react-router/api.server'
import { z } from 'zod'
import { authorizedParties, env } from '#app/env.server.ts'
import type { Session } from './session.server.ts'

// Clerk marks what a token is for: this one, or none, is a session's.
const header = z.object({ cat: z.literal('cl_B7d4PD111AAA').optional() })

const options = {
  authorizedParties,
  secretKey: env.CLERK_SECRET_KEY,
  ...(env.CLERK_JWT_KEY && { jwtKey: env.CLERK_JWT_KEY }),
  ...(env.CLERK_API_URL && { apiUrl: env.CLERK_API_URL }),
}

/** The session of a token, as Clerk's own check finds it; null where it is none that counts now. */
export async function verifySession(token: string): Promise<Session | null> {
  try {
    const head: unknown = JSON.parse(
      Buffer.from(token.replace(/\..*/s, ''), 'base64url').toString(),
    )
    if (!header.safeParse(head).success) return null
    const claims = await verifyToken(token, options)
    const { sub: userId, sid: sessionId, sts } = claims
    // A pending session still owes something, such as the choice of an organisation.
    return userId && sessionId && sts !== 'pending' ? { userId, sessionId, claims } : null
  } catch {
    return null
  }
}
