import { z } from 'zod'
import { action } from './activity-entry.ts'

/** A place in the history. Its time is text: a JavaScript Date would drop the microseconds. */
export interface Position {
  timestamp: string
  id: string
}

const position = z.object({
  timestamp: z.iso.datetime({ precision: 6 }).refine((text) => text >= '0001'),
  id: z.guid(),
})

/** A position as an opaque text for an address. */
export function toCursor({ timestamp, id }: Position): string {
  return Buffer.from(`${timestamp} ${id}`).toString('base64url')
}

const cursor = z.string().transform((text, context) => {
  const [timestamp, id] = Buffer.from(text, 'base64url').toString().split(' ')
  const read = position.safeParse({ timestamp, id })
  if (read.success && toCursor(read.data) === text) return read.data
  context.addIssue({ code: 'custom', message: 'This is no cursor that was given out here.' })
  return z.NEVER
})

const day = z.iso
  .date({ error: 'Give a date as YYYY-MM-DD.', abort: true })
  .refine((date) => date >= '1970' && date < '3000', 'Give a date from 1970 to 2999.')

const filter = {
  action: action.optional(),
  from: day.optional(),
  /** Inclusive, as `from`. A day is a day in UTC. */
  to: day.optional(),
  cursor: cursor.optional(),
}

const inOrder = [
  ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
    !from || !to || from <= to,
  { path: ['to'], error: 'The last day is before the first.' },
] satisfies Parameters<z.ZodObject<typeof filter>['refine']>

/** The address of the page: what it does not know (a campaign's mark, say) it leaves alone. */
export const activityPageQuery = z.object(filter).refine(...inOrder)

/** The query of the API. */
export const activityQuery = z
  .strictObject({
    ...filter,
    limit: z
      .string()
      .regex(/^([1-9]\d?|100)$/, 'Give a number from 1 to 100.')
      .transform(Number)
      .default(20)
      .meta({ override: { type: 'integer', minimum: 1, maximum: 100, default: 20 } }),
  })
  .refine(...inOrder)

/** The query of a download, which may end (inclusively) at a position. */
export const downloadQuery = z
  .strictObject({ ...filter, until: cursor.optional() })
  .refine(...inOrder)

export type ActivityRange = z.infer<typeof downloadQuery>
