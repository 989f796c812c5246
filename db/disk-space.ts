import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'

/** In MB: a few files of Postgres's log, of 16 MB each, and what a call may write. */
const needed = 64

/** As Postgres reports it itself, so that it is treated the same (53100 is disk_full). */
export class DiskFullError extends Error {
  readonly severity = 'ERROR'
  readonly code = '53100'
}

/**
 * The embedded Postgres never comes back from a log that finds no room: it must not come to that.
 * @throws Error that says what to do where the disk is almost full
 */
export function requireDiskSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(dirname(folder))
  const free = Math.floor((bavail * bsize) / 1_000_000)
  if (free >= needed) return
  throw new DiskFullError(
    `The disk is full: ${free} MB are free, and the embedded database in ${folder} needs ${needed} MB to work. Free some space; what was saved is safe.`,
  )
}
