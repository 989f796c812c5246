import { parsePublishableKey } from '@clerk/shared/keys'
import { z } from 'zod'
import { askClerk, ClerkRefusal, clerkApiUrl } from './ask-clerk.ts'
import { broken, type Finding, notReady, ready } from './report.ts'
import { valueProblem, type Variables } from './variables.ts'
import { whyNoAnswer } from './why-no-answer.ts'

const domains = z.object({
  data: z.array(z.object({ name: z.string(), frontend_api_url: z.string() })),
})

const copy = 'Copy both keys again from the API keys page of your Clerk application.'

/** Whether Clerk takes the secret key, and whether the publishable key is of the same instance. */
export async function checkClerkKeys(variables: Variables): Promise<Finding> {
  const { CLERK_PUBLISHABLE_KEY, CLERK_SECRET_KEY, CLERK_API_URL } = variables.values
  const problem = valueProblem(variables, ['CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY'])
  if (problem) return broken('Clerk', problem, copy)
  if (!CLERK_PUBLISHABLE_KEY || !CLERK_SECRET_KEY)
    return broken(
      'Clerk',
      `CLERK_${CLERK_SECRET_KEY ? 'PUBLISHABLE' : 'SECRET'}_KEY is missing`,
      'Set both keys, from the API keys page of your Clerk application.',
    )
  const instance = parsePublishableKey(CLERK_PUBLISHABLE_KEY)
  if (!instance) return broken('Clerk', 'CLERK_PUBLISHABLE_KEY is not whole', copy)
  const host = instance.frontendApi
  const isLive = instance.instanceType === 'production'
  const elsewhere = CLERK_API_URL ? `, asked at ${new URL(CLERK_API_URL).host}` : ''
  const mode = `Clerk ${isLive ? 'live' : 'test'} keys, ${host}${elsewhere}`
  if (CLERK_SECRET_KEY.startsWith('sk_live_') !== isLive) {
    const [one, other] = isLive ? ['live', 'test'] : ['test', 'live']
    return broken(
      'Clerk keys of two instances',
      `CLERK_PUBLISHABLE_KEY is a ${one} key, CLERK_SECRET_KEY a ${other} key`,
      'Take both from the API keys page of one instance.',
    )
  }
  return await askAboutKeys(variables, mode, host, isLive)
}

async function askAboutKeys(
  variables: Variables,
  mode: string,
  host: string,
  isLive: boolean,
): Promise<Finding> {
  try {
    const { data } = await askClerk(variables, '/domains', domains)
    const hosts = data.flatMap(({ name, frontend_api_url: url }) => [
      url.replace(/^https?:\/\//, ''),
      // Behind a proxy, Clerk may tell the proxy's address above.
      `clerk.${name}`,
    ])
    if (!hosts.includes(host))
      return broken(
        mode,
        `CLERK_SECRET_KEY is of another instance, ${hosts[0]}`,
        'Take both keys from the API keys page of one instance.',
      )
    if (isLive) return ready(mode)
    return notReady(
      mode,
      'For production, take the live keys: Clerk has them in the production instance of your application.',
    )
  } catch (error) {
    if (!(error instanceof ClerkRefusal))
      return broken(
        mode,
        `${new URL(clerkApiUrl(variables)).host}: ${whyNoAnswer(error)}`,
        'See that this network lets you reach Clerk, then run the doctor again.',
      )
    if (error.status === 401) return broken(mode, 'Clerk refuses CLERK_SECRET_KEY', copy)
    return broken(mode, error.message, 'Look at status.clerk.com, then run the doctor again.')
  }
}
