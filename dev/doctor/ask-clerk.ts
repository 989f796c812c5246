import { PROD_API_URL } from '@clerk/shared/constants'
import type { z } from 'zod'
import { inTime } from './in-time.ts'
import type { Variables } from './variables.ts'

/** Clerk answered, but not with what it was asked for. */
export class ClerkRefusal extends Error {
  override readonly name = 'ClerkRefusal'
  readonly status: number

  constructor(status: number) {
    super(`Clerk answers ${status}`)
    this.status = status
  }
}

/** Where Clerk's Backend API is. */
export const clerkApiUrl = ({ values }: Variables) => values.CLERK_API_URL ?? PROD_API_URL

/**
 * Asks Clerk's Backend API, with the secret key.
 * @throws ClerkRefusal, TooLate, or what the network or the schema says
 */
export async function askClerk<T>(
  variables: Variables,
  path: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const headers = { authorization: `Bearer ${variables.values.CLERK_SECRET_KEY}` }
  const ask = async () => {
    const response = await fetch(`${clerkApiUrl(variables)}/v1${path}`, { headers })
    if (!response.ok) throw new ClerkRefusal(response.status)
    return schema.parse(await response.json())
  }
  return inTime(ask())
}
