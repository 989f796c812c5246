import { existsSync } from 'node:fs'
import { z } from 'zod'
import { connectionUrlProblem } from './connection-url.ts'

const connectionUrl = z
  .string()
  .superRefine((text, context) => {
    const problem = connectionUrlProblem(text)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })
  .optional()

// A line such as `DATABASE_URL=` in an .env file means "not set".
const unsetIfEmpty = (value: unknown) => (value === '' ? undefined : value)

/** The database's environment variables, as a zod shape to spread into a larger schema. */
export const databaseShape = {
  /** Where the data are; without it the embedded database is used. */
  DATABASE_URL: z.preprocess(unsetIfEmpty, connectionUrl),
  /** The owner of the tables, for migrations; without it DATABASE_URL is used. */
  MIGRATION_DATABASE_URL: z.preprocess(unsetIfEmpty, connectionUrl),
}

/**
 * The environment of the command-line programs; what an .env file says counts where nothing else does.
 * A production deploy must name its database: the embedded one would be migrated and thrown away.
 * @throws Error that lists each bad variable with what is wrong with it
 */
export function readDatabaseEnv() {
  if (existsSync('.env')) process.loadEnvFile()
  const variables = z
    .object(databaseShape)
    .refine(
      ({ DATABASE_URL }) => DATABASE_URL !== undefined || process.env.CONTEXT !== 'production',
      { path: ['DATABASE_URL'], message: 'is required where CONTEXT is production' },
    )
  const parsed = variables.safeParse(process.env)
  if (parsed.success) return parsed.data
  throw new Error(
    parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'),
  )
}
