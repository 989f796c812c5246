import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp'
import { dataDir } from '@electric-sql/pglite-prepopulatedfs'
import { unpackTar } from 'modern-tar/fs'
import { DiskFullError, requireDiskSpace } from './disk-space.ts'
import { pgliteBackend } from './transport/pglite-transport.ts'
import type { Backend } from './transport/sql-over-http.ts'

/**
 * Opens PGlite on a folder, or makes the folder where there is none. The caller has its lock.
 * @returns a backend that refuses to work on a full disk, and says what to do where data are damaged
 * @throws Error that says what to do
 */
export async function openPGliteFolder(folder: string): Promise<Backend> {
  requireDiskSpace(folder)
  const backend = pgliteBackend(await openOrMake(folder))

  async function guard<T>(call: () => Promise<T>): Promise<T> {
    try {
      requireDiskSpace(folder)
      return await call()
    } catch (error) {
      // The log names what passes by its code alone, but this passes only when somebody acts.
      if (error instanceof DiskFullError) console.error(error.message)
      if (isDamage(error)) error.message = `${error.message}. ${wayOut(folder)}`
      throw error
    }
  }
  return {
    query: (...statement) => guard(() => backend.query(...statement)),
    transaction: (...statements) => guard(() => backend.transaction(...statements)),
    close: () => backend.close(),
  }
}

async function openOrMake(folder: string): Promise<PGlite> {
  // Of a process that was killed while it made the folder: nothing was saved in it yet.
  const unfinished = `${folder}.unfinished`
  if (existsSync(unfinished)) rmSync(folder, { recursive: true, force: true })
  const isNew = !existsSync(folder)
  if (isNew) writeFileSync(unfinished, '')
  try {
    // PGlite would make a new database over what is left of this one.
    if (!isNew && !existsSync(join(folder, 'PG_VERSION'))) throw new Error('PG_VERSION is missing')
    // PGlite would unpack a new one's files by itself, through WebAssembly, in twice the time.
    if (isNew) await pipeline((await dataDir()).stream(), createGunzip(), unpackTar(folder))
    const db = await PGlite.create(folder, options)
    rmSync(unfinished, { force: true })
    return db
  } catch (cause) {
    throw new Error(`The embedded database in ${folder} does not open. ${wayOut(folder)}`, {
      cause,
    })
  }
}

const options = {
  extensions: { uuid_ossp },
  // Of 128 MB, every one is written to at each start.
  startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
}

/** Makes a new database in memory from files that are ready: to initialise one takes seconds. */
export async function makePGliteInMemory(): Promise<PGlite> {
  return PGlite.create({ ...options, loadDataDir: await dataDir() })
}

/** Whether Postgres found damaged data or a damaged index. */
function isDamage(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^XX00[12]$/.test(String(error.code))
}

function wayOut(folder: string): string {
  const all = resolve(dirname(folder))
  return `\`npm run db:reset\` deletes it and the local users, and the next start makes new ones. If the data matter, copy ${all} first.`
}
