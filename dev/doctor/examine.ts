import { checkClerkIssuer } from './check-clerk-issuer.ts'
import { checkClerkKeys } from './check-clerk-keys.ts'
import { checkDatabase } from './check-database.ts'
import { checkHeaders } from './check-headers.ts'
import { checkNode } from './check-node.ts'
import { checkSchedule } from './check-schedule.ts'
import { checkSettings } from './check-settings.ts'
import { checkWebhooks } from './check-webhooks.ts'
import { findLocalClerk } from './local-clerk.ts'
import { type Report, reportOf } from './report.ts'
import { lookAtVariables } from './variables.ts'

/** Looks at every part, at once. */
export async function examine(): Promise<Report> {
  const variables = lookAtVariables()
  const [database, clerkKeys, clerkIssuer, headers] = await Promise.all([
    checkDatabase(),
    checkClerkKeys(variables),
    checkClerkIssuer(variables),
    checkHeaders(variables),
  ])
  return reportOf({
    node: checkNode(),
    settings: checkSettings(variables),
    ...database,
    'clerk-keys': clerkKeys,
    'clerk-issuer': clerkIssuer,
    webhooks: checkWebhooks(variables),
    ...findLocalClerk(variables),
    schedule: checkSchedule(),
    headers,
  })
}
