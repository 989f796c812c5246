import { env } from '#app/env.server.ts'
import { createDatabase, type Database } from '#db/client.server.ts'
import { DatabaseError } from '#db/database-error.ts'

// Connections open as they are needed: on Netlify, where an instance answers one request at a time,
// that is one.
const client = createDatabase(env.DATABASE_URL, { connections: 10 })

/** The one database of this process; see db/client.server.ts. */
export const database: Database = {
  ...client,
  async asUser(userId, statements, options) {
    try {
      return await client.asUser(userId, statements, options)
    } catch (error) {
      // A session token outlives its user by up to a minute: whoever comes with it is signed out.
      if (isRefusedAsErased(error)) throw new Response(null, { status: 401 })
      throw error
    }
  },
}

/** Whether the database refused to write about a person who was erased. */
export function isRefusedAsErased(error: unknown): boolean {
  return error instanceof DatabaseError && error.constraint === 'user_not_erased'
}
