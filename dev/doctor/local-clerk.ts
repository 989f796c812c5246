import { usesLocalClerk } from '../clerk/vite-plugin.ts'
import { type Finding, notReady } from './report.ts'
import type { Variables } from './variables.ts'

/** What there is to say of Clerk where the local one is used, whatever else is set; nothing where it is not. */
export function findLocalClerk({ values }: Variables): Record<string, Finding> {
  if (!usesLocalClerk()) return {}
  const { URL: site = 'https://your-site' } = values
  return {
    'clerk-keys': notReady(
      'local Clerk',
      'Set CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY to the live keys from the API keys page of your Clerk application.',
    ),
    'clerk-issuer': notReady(
      'the local Clerk signs sessions',
      'Set CLERK_JWT_KEY to the PEM public key from the API keys page.',
    ),
    webhooks: notReady(
      'sent by the local Clerk',
      `At Clerk, under Webhooks, add the endpoint ${site}/webhooks/clerk with the events that the README names, and set CLERK_WEBHOOK_SIGNING_SECRET to its signing secret.`,
    ),
  }
}
