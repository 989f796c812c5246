import { createDatabase } from '#db/client.server.ts'
import { rowSecurityProblem } from '#db/role-check.server.ts'

/**
 * What would let people see each other's data, and how to mend it. The function asks the same before its
 * first call; here it keeps the program from starting at all.
 * @returns undefined where all is well, and where there is no answer: a database that is away may come back
 */
export async function openDatabaseProblem(url: string | undefined): Promise<string | undefined> {
  const database = createDatabase(url, { connections: 1 })
  try {
    const problem = await rowSecurityProblem(database, { deadlineMs: 3_000 })
    return problem && `The database would show people each other's data: ${problem}.`
  } catch {
    return undefined
  } finally {
    await database.close()
  }
}
