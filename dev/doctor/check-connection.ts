import { createDatabase } from '#db/client.server.ts'
import { isNeonHost } from '#db/connection-url.ts'
import { DatabaseError } from '#db/database-error.ts'
import { deadlineMs } from './in-time.ts'
import { broken, type Finding, ready } from './report.ts'
import { whyNoAnswer } from './why-no-answer.ts'

/** Whether the database answers. */
export async function checkConnection(text: string): Promise<Finding> {
  const url = new URL(text)
  const mode = `${isNeonHost(url) ? 'Neon over HTTPS' : 'Postgres over TCP'}, ${url.host}`
  const database = createDatabase(text, { connections: 1 })
  try {
    await database.asSystem((sql) => [sql`select 1`], { idempotent: true, deadlineMs })
    return ready(mode)
  } catch (error) {
    // A database without the roles of the migrations refuses, and so it answers: other parts say what it lacks.
    if (error instanceof DatabaseError && !error.isTransient) return ready(mode)
    return broken(mode, whyNoAnswer(error), 'Start the database, or correct DATABASE_URL.')
  } finally {
    await database.close()
  }
}
