import { z } from 'zod'

/** ISO 8601 with an offset, to the microsecond, as Postgres writes it. */
const time = z.string()
const userId = z.string()

/** Every table with a `user_id`, and every column of it: a test compares both with the database. */
const tables = z.strictObject({
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
    }),
  ),
  audit_log_counts: z.array(
    z.strictObject({ user_id: userId, action: z.string(), count: z.int().positive() }),
  ),
  account_deletions: z.array(z.strictObject({ user_id: userId, requested_at: time, due_at: time })),
})

export type ExportedTables = z.infer<typeof tables>

/**
 * One file of an export. A file holds as much of the audit log as is sure to arrive whole; where that is
 * not all, `isLast` is false and the next file goes on after the last row.
 */
export const accountExport = z.strictObject({
  format: z.literal('groundwork-account-export'),
  version: z.literal(1),
  exportedAt: time,
  userId,
  file: z.int().positive(),
  isLast: z.boolean(),
  clerk: z
    .looseObject({ id: userId })
    .describe('The profile as Clerk keeps it: https://clerk.com/docs/reference/backend-api'),
  tables,
})

export type AccountExport = z.infer<typeof accountExport>

/** Where in the audit log, oldest first, a file begins: after this row. */
const position = z.strictObject({
  timestamp: z.string().regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  id: z.uuid(),
})
export type Position = z.infer<typeof position>

/** What asks for one file; the first one begins at the beginning. */
export const exportRequest = z.object({
  file: z.coerce.number().int().min(1).max(100_000).catch(1),
  after: z
    .string()
    .transform((text) => text.split('_'))
    .transform(([timestamp, id]) => ({ timestamp, id }))
    .pipe(position)
    .nullable()
    .catch(null),
})
export type ExportRequest = z.infer<typeof exportRequest>

/** A position as one word, for an address or a form. */
export const writePosition = ({ timestamp, id }: Position) => `${timestamp}_${id}`
