import { createDatabase } from '#db/client.server.ts'
import { DatabaseError } from '#db/database-error.ts'
import { rowSecurityProblem } from '#db/role-check.server.ts'
import { deadlineMs } from './in-time.ts'
import { broken, type Finding, ready, unknown } from './report.ts'

/** Whether people are kept from each other's rows. */
export async function checkRowSecurity(url: string | undefined): Promise<Finding> {
  const database = createDatabase(url, { connections: 1 })
  try {
    const problem = await rowSecurityProblem(database, { deadlineMs })
    if (problem === undefined) return ready('binds app_user in every table with a user_id')
    // What is wrong, a colon, and how to mend it.
    const colon = problem.lastIndexOf(': ')
    const next = problem.slice(colon + 2)
    return broken(
      'people would see each other’s data',
      problem.slice(0, colon),
      `${next.charAt(0).toUpperCase()}${next.slice(1)}.`,
    )
  } catch (error) {
    if (error instanceof DatabaseError && !error.isTransient)
      return unknown('the roles are not there yet', 'Run `npm run db:migrate`.')
    return unknown('the database does not answer', 'Mend the database first.')
  } finally {
    await database.close()
  }
}
