import { broken, type Finding, notReady, ready } from './report.ts'
import { valueProblem, type Variables } from './variables.ts'

const variable = 'CLERK_WEBHOOK_SIGNING_SECRET'

/** Whether Clerk's webhooks can be told from forged ones. Only a message shows that the secret is the right one. */
export function checkWebhooks(variables: Variables): Finding {
  const { [variable]: secret, URL: site = 'https://your-site' } = variables.values
  const problem = valueProblem(variables, [variable])
  const copy = 'Copy the signing secret of the endpoint again, from Webhooks at Clerk.'
  if (problem) return broken('refused', problem, copy)
  if (secret !== undefined)
    return isWhole(secret)
      ? ready(`signed, and checked with ${variable}`)
      : broken('refused', `${variable} is not whole`, copy)
  const next = `At Clerk, under Webhooks, add the endpoint ${site}/webhooks/clerk with the events that the README names, and set ${variable} to its signing secret.`
  return notReady(
    'refused: there is no signing secret',
    next,
    'sign-ins are not in the audit log, and whom Clerk deletes is not erased here',
  )
}

/** The secret is 24 to 64 bytes in base64 (https://github.com/standard-webhooks/standard-webhooks). */
function isWhole(secret: string): boolean {
  const text = secret.replace(/^whsec_/, '')
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text && bytes.length >= 24 && bytes.length <= 64
}
