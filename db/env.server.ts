import { existsSync } from 'node:fs'
import { z } from 'zod'
import { connectionUrlProblem } from './connection-url.ts'
import { chooseDatabase, databaseVariable, deployContext } from './deploy-context.ts'

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
 * A deploy must name its database: the embedded one would be migrated and thrown away.
 * @throws Error that lists each bad variable with what is wrong with it
 */
export function readDatabaseEnv() {
  if (existsSync('.env')) process.loadEnvFile()
  const { CONTEXT } = process.env
  const context = deployContext(CONTEXT)
  const variables = z
    .object(databaseShape)
    .refine(({ DATABASE_URL }) => DATABASE_URL !== undefined || context === 'local', {
      path: ['DATABASE_URL'],
      message: `is required where CONTEXT is ${CONTEXT}`,
    })
  const parsed = variables.safeParse(chooseDatabase(process.env, CONTEXT))
  if (parsed.success) return parsed.data
  const given = (name: string) => (name === 'DATABASE_URL' ? databaseVariable[context] : name)
  throw new Error(
    parsed.error.issues
      .map(({ path, message }) => `${given(path.join('.'))} ${message}`)
      .join('\n'),
  )
}
