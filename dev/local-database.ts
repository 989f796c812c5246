import { setEmbeddedDatabase } from '#db/embedded-slot.ts'
import { EMBEDDED_FOLDER, openEmbeddedDatabase } from '#db/embedded.ts'

/**
 * Opens the embedded database where DATABASE_URL names no other.
 * @returns what closes it
 */
export async function openLocalDatabase(): Promise<() => Promise<void>> {
  if (process.env.DATABASE_URL) return async () => {}
  const database = await openEmbeddedDatabase({ folder: EMBEDDED_FOLDER })
  setEmbeddedDatabase(database)
  return () => database.close()
}
