import type { NeonQueryInTransaction } from '@neondatabase/serverless'
import { openDriver } from './driver.server.ts'
import type { CallOptions } from './within-deadline.server.ts'
import { withinDeadline } from './within-deadline.server.ts'

/** Writes one statement; every value becomes a parameter, every nested statement a part of it. */
export type Sql = (strings: TemplateStringsArray, ...values: unknown[]) => NeonQueryInTransaction

/** One statement for each list of rows that is expected back. */
export type Statements<Results extends readonly unknown[][]> = (sql: Sql) => {
  [Index in keyof Results]: NeonQueryInTransaction
}

/** A database, whatever it runs on. Each call is one round trip and one transaction. */
export interface Database {
  /** Runs statements as one user, who sees and changes only what row-level security allows. */
  asUser<Results extends readonly unknown[][]>(
    userId: string,
    statements: Statements<Results>,
    options?: CallOptions,
  ): Promise<Results>
  /** Runs statements that belong to no user: retention, erasure, health. */
  asSystem<Results extends readonly unknown[][]>(
    statements: Statements<Results>,
    options?: CallOptions,
  ): Promise<Results>
  close(): Promise<void>
}

/**
 * Opens a database. The rows' types are the caller's word: they are not checked here.
 * @param url a checked connection URL; undefined means the embedded database
 * @param options.connections how many connections to a Postgres that is not Neon may be open at once
 * @throws Error if there is neither a URL nor an embedded database
 */
export function createDatabase(
  url: string | undefined,
  { connections }: { connections: number },
): Database {
  const { sql, open, close } = openDriver(url, connections)

  async function call<Results extends readonly unknown[][]>(
    role: 'app_user' | 'app_maintenance',
    userId: string,
    write: Statements<Results>,
    options: CallOptions = {},
  ): Promise<Results> {
    const statements = write(sql)
    // That is not this call's time.
    await open?.()
    const [, ...results] = await withinDeadline(async (signal, remainingMs) => {
      const answer = await sql.transaction(
        () => [
          // A statement of its own: within another one it would take effect too late.
          sql`select set_config('role', ${role}, true),
              set_config('app.user_id', ${userId}, true),
              set_config('statement_timeout', ${String(remainingMs)}, true)`,
          ...statements,
        ],
        { fetchOptions: { signal } },
      )
      if (answer.length !== statements.length + 1) throw new Error('the answer is not whole')
      return answer
    }, options)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- SQL has no types to check
    return results as unknown as Results
  }

  return {
    asUser: async (userId, statements, options) => {
      if (userId === '') throw new TypeError('asUser needs the id of a user')
      const [, ...results] = await call<unknown[][]>(
        'app_user',
        userId,
        (statement) => [statement`select app.refuse_erased_caller()`, ...statements(statement)],
        options,
      )
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is left when the first is gone
      return results as never
    },
    asSystem: (statements, options) => call('app_maintenance', '', statements, options),
    close,
  }
}
