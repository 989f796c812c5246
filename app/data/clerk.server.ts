import { createClerkClient } from '@clerk/react-router/api.server'
import { env } from '#app/env.server.ts'

/** Clerk's Backend API, for what no request of a person's asks of it. */
export const clerk = createClerkClient({
  secretKey: env.CLERK_SECRET_KEY,
  ...(env.CLERK_API_URL && { apiUrl: env.CLERK_API_URL }),
})
