import { refuseInProduction } from './deploy-context.ts'
import { driverOver } from './driver.server.ts'
import { makePGliteInMemory, openPGliteFolder } from './embedded-folder.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { pgliteBackend } from './transport/pglite-transport.ts'
import type { Backend } from './transport/sql-over-http.ts'

/** Where the embedded database keeps its data, from the root of the project. */
export const EMBEDDED_FOLDER = '.local/database'

/**
 * Opens the embedded database and brings its tables up to date.
 * @param options.folder undefined keeps the data in memory
 * @param options.release gives up the folder's lock, where the caller took it
 * @returns a backend; its `close` may be called twice
 * @throws Error if another process has the folder open, the data in it are broken, the disk is full, or
 * this is production
 */
export async function openEmbeddedDatabase(options: {
  folder: string | undefined
  release?: () => void
}): Promise<Backend> {
  const backend = await openEmbeddedFolder(options.folder, options.release)
  try {
    await migrate(driverOver(backend))
    return backend
  } catch (error) {
    await backend.close()
    throw error
  }
}

/** Opens the embedded database as it is. Two processes at once would lose each other's rows. */
export async function openEmbeddedFolder(
  folder: string | undefined,
  release = folder === undefined ? () => {} : lockFolder(folder),
): Promise<Backend> {
  try {
    refuseInProduction('The embedded database', 'DATABASE_URL')
    const backend =
      folder === undefined
        ? pgliteBackend(await makePGliteInMemory())
        : await openPGliteFolder(folder)
    let closing: Promise<void> | undefined
    return {
      ...backend,
      close: () => (closing ??= backend.close().finally(release)),
    }
  } catch (error) {
    release()
    throw error
  }
}
