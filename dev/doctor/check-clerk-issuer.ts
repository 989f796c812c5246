import { createPublicKey } from 'node:crypto'
import { parsePublishableKey } from '@clerk/shared/keys'
import { z } from 'zod'
import { askClerk } from './ask-clerk.ts'
import { broken, type Finding, notReady, ready, unknown } from './report.ts'
import { valueProblem, type Variables } from './variables.ts'

const keySet = z.object({ keys: z.array(z.object({ n: z.string(), e: z.string() })) })

const copy = 'Copy the PEM public key again, from the API keys page that the other keys are from.'

/** Whether CLERK_JWT_KEY is a key that Clerk signs this instance's sessions with. */
export async function checkClerkIssuer(variables: Variables): Promise<Finding> {
  const { CLERK_PUBLISHABLE_KEY, CLERK_SECRET_KEY, CLERK_JWT_KEY } = variables.values
  const problem = valueProblem(variables, ['CLERK_JWT_KEY'])
  if (problem) return broken('no key to verify with', problem, copy)
  const instance = parsePublishableKey(CLERK_PUBLISHABLE_KEY)
  if (!instance || !CLERK_SECRET_KEY)
    return unknown('the Clerk keys are not whole', 'Mend the Clerk keys first.')
  const issuer = `https://${instance.frontendApi}`
  if (CLERK_JWT_KEY === undefined)
    return notReady(
      issuer,
      'Set CLERK_JWT_KEY to the PEM public key from the API keys page.',
      'Clerk is asked for the key that sessions are verified with',
    )
  try {
    const { keys } = await askClerk(variables, '/jwks', keySet)
    const own = createPublicKey(CLERK_JWT_KEY).export({ format: 'jwk' })
    if (!keys.some(({ n, e }) => n === own.n && e === own.e))
      return broken(
        issuer,
        'CLERK_JWT_KEY is of another instance: every session would be refused',
        copy,
      )
  } catch {
    return unknown('Clerk does not tell its keys', 'Mend the Clerk keys first.')
  }
  if (instance.instanceType === 'production') return ready(`${issuer}, verified by CLERK_JWT_KEY`)
  return notReady(issuer, 'With the live keys, take their PEM public key, too.')
}
