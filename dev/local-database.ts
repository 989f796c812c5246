import { setEmbeddedDatabase } from '#db/embedded-slot.ts'
import { openEmbeddedThread } from '#db/embedded-thread.ts'
import { EMBEDDED_FOLDER } from '#db/embedded.ts'

/**
 * Opens the embedded database where DATABASE_URL names no other.
 * @param release gives up the lock of the local data, which the caller took
 * @returns when it is open, and what closes it and then gives up the lock
 */
export function openLocalDatabase(release: () => void): {
  opened: Promise<unknown>
  close: () => Promise<void>
} {
  if (process.env.DATABASE_URL) return { opened: Promise.resolve(), close: async () => release() }
  const { backend, opened } = openEmbeddedThread(EMBEDDED_FOLDER)
  setEmbeddedDatabase(backend)
  const close = async () => {
    // One that did not open has closed itself.
    await opened.then(
      () => backend.close(),
      () => {},
    )
    release()
  }
  return { opened, close }
}
