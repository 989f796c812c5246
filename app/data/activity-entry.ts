import { z } from 'zod'
import { type Action, actionLabels } from './activity.ts'

/** The actions of the audit log. */
export const action = z.enum(
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the keys' type
  Object.keys(actionLabels) as Action[],
  `Choose one of ${Object.keys(actionLabels).join(', ')}.`,
)

/** One row of a person's audit log. */
export const activityEntry = z
  .strictObject({
    id: z.guid(),
    action,
    timestamp: z.iso.datetime({ precision: 6 }).meta({ description: 'UTC, to the microsecond' }),
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    details: z
      .unknown()
      .meta({ description: 'What the action changed, where there is more to say' }),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'ActivityEntry' })

export type ActivityEntry = z.infer<typeof activityEntry>
