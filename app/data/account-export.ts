import { z } from 'zod'
import { siteSlug } from '#app/site.ts'
import type { ExportPosition } from './export-position.ts'

export const exportFormat = `${siteSlug}-account-export` as const

/** ISO 8601 with an offset, to the microsecond, as Postgres writes it. */
const time = z.string()
const userId = z.string()

/** The tables that are described, with every column: a test compares them with the database. */
const described = z.strictObject({
  user_settings: z.array(
    z.strictObject({
      id: z.uuid(),
      user_id: userId,
      theme: z.string(),
      notifications_enabled: z.boolean(),
      created_at: time,
      updated_at: time,
    }),
  ),
  audit_logs: z.array(
    z.strictObject({
      id: z.uuid(),
      user_id: userId,
      action: z.string(),
      timestamp: time,
      ip_address: z.string().nullable(),
      user_agent: z.string().nullable(),
      details: z.unknown(),
      request_id: z.string().nullable(),
      mark: z.string().nullable(),
      recorded_at: time.nullable(),
    }),
  ),
  audit_log_counts: z.array(
    z.strictObject({ user_id: userId, action: z.string(), count: z.int().positive() }),
  ),
  account_deletions: z.array(z.strictObject({ user_id: userId, requested_at: time, due_at: time })),
})

/** Every table with a `user_id`: one that is not described is exported all the same. */
const tables = described.catchall(z.array(z.looseObject({ user_id: userId })))

/**
 * One file of an export. A file holds as much of the audit log as is sure to arrive whole; where that is
 * not all, `isLast` is false and the next file goes on after the last row.
 */
export const accountExport = z.strictObject({
  format: z.literal(exportFormat),
  version: z.literal(1),
  exportedAt: time,
  userId,
  file: z.int().positive(),
  isLast: z.boolean(),
  clerk: z
    .looseObject({ id: userId, sessions: z.array(z.looseObject({ id: z.string() })) })
    .describe(
      'The profile as Clerk keeps it, and the sessions: https://clerk.com/docs/reference/backend-api',
    ),
  tables,
})

export type AccountExport = z.infer<typeof accountExport>

const position = z.strictObject({
  timestamp: z.iso.datetime({ precision: 6 }).refine((text) => text >= '0001'),
  id: z.uuid(),
}) satisfies z.ZodType<ExportPosition>

const file = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, 'Give a number from 1.')
  .transform(Number)
  .meta({ override: { type: 'integer', minimum: 1, maximum: 99_999 } })
const after = z
  .string()
  .transform((text) => text.split('_'))
  .transform(([timestamp, id]) => ({ timestamp, id }))
  .pipe(position)

/** What asks the API for one file; the first one begins at the beginning, and no other does. */
export const exportQuery = z
  .strictObject({
    file: file.default(1),
    after: after.nullable().default(null),
  })
  .refine((asked) => asked.file > 1 === (asked.after !== null), {
    path: ['after'],
    error: 'Take `file` and `after` from the `Link` of the file before.',
  })
export type ExportRequest = z.infer<typeof exportQuery>

/** The same in the address of a page, where what is wrong, or half of it missing, asks for the first file. */
export const exportPageQuery = z
  .object({ file: file.catch(1), after: after.nullable().catch(null) })
  .transform((asked) => (asked.file > 1 && asked.after ? asked : { file: 1, after: null }))
