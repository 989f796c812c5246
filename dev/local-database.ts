import { setEmbeddedDatabase } from '#db/embedded-slot.ts'
import { embeddedThread } from '#db/embedded-thread.ts'
import { EMBEDDED_FOLDER } from '#db/embedded.ts'

/**
 * Puts the embedded database in place where DATABASE_URL names no other.
 * @param release gives up the lock of the local data, which the caller took
 * @returns what opens it, if no call did before, and what closes it and then gives up the lock
 */
export function localDatabase(release: () => void): {
  open: () => Promise<unknown>
  close: () => Promise<void>
} {
  if (process.env.DATABASE_URL) return { open: async () => {}, close: async () => release() }
  const backend = embeddedThread(EMBEDDED_FOLDER)
  setEmbeddedDatabase(backend)
  return { open: backend.open, close: () => backend.close().finally(release) }
}
