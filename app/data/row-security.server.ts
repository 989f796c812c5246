import type { Database } from '#db/client.server.ts'
import { rowSecurityProblem } from '#db/role-check.server.ts'
import type { CallOptions } from '#db/within-deadline.server.ts'

let asked: Promise<string | undefined> | undefined

/**
 * Asks, before the first call of a process, whether row-level security binds the calls of users. What
 * kept the database from an answer is forgotten: the next call asks again.
 * @throws Error that says how to mend it, at every call, if row-level security does not
 * @throws DatabaseError if there was no answer
 */
export async function requireRowSecurity(
  client: Database,
  options: CallOptions | undefined,
): Promise<void> {
  asked ??= rowSecurityProblem(client, { deadlineMs: options?.deadlineMs }).catch(
    (error: unknown) => {
      asked = undefined
      throw error
    },
  )
  const problem = await asked
  if (problem)
    throw new Error(
      `The database would show people each other's data: ${problem}. Then start the app anew.`,
    )
}
