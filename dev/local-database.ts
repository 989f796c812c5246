import { setEmbeddedDatabase } from '#db/embedded-slot.ts'
import { EMBEDDED_FOLDER, openEmbeddedDatabase } from '#db/embedded.ts'

/**
 * Opens the embedded database where DATABASE_URL names no other.
 * @param release gives up the lock of the local data, which the caller took
 * @returns what closes it and then gives up the lock
 */
export async function openLocalDatabase(release: () => void): Promise<() => Promise<void>> {
  if (process.env.DATABASE_URL) return async () => release()
  const database = await openEmbeddedDatabase({ folder: EMBEDDED_FOLDER, release })
  setEmbeddedDatabase(database)
  return () => database.close()
}
