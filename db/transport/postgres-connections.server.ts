import postgres from 'postgres'
import { hostOf, needsTls } from '../connection-url.ts'
import { unlessAborted } from './sql-over-http.ts'

/** At most so many connections to one Postgres, opened as needed. */
export interface Connections {
  /** Lends a connection to one piece of work, when there is one to lend. */
  use<T>(signal: AbortSignal, work: (connection: postgres.Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Each connection is a postgres.js client of its own, so that one that was aborted or lost can be
 * thrown away: no late cancellation and no leftover of it can reach the next call.
 */
export function openConnections(url: string, limit: number): Connections {
  const options = optionsFor(new URL(url))
  const open = new Set<postgres.Sql>()
  const idle: postgres.Sql[] = []
  const waiting: (() => void)[] = []
  let busy = 0

  function connect(): postgres.Sql {
    const connection = postgres(options)
    open.add(connection)
    return connection
  }

  function discard(connection: postgres.Sql) {
    open.delete(connection)
    void connection.end({ timeout: 0 })
  }

  async function lend<T>(signal: AbortSignal, work: (connection: postgres.Sql) => Promise<T>) {
    const connection = idle.pop() ?? connect()
    try {
      return await unlessAborted(work(connection), signal)
    } catch (error) {
      // What befell one, a failover or a firewall that forgot it, has befallen those that lay idle, too.
      if (!isAnswer(error) || isReadOnly(error)) [connection, ...idle.splice(0)].forEach(discard)
      throw error
    } finally {
      if (open.has(connection)) idle.push(connection)
    }
  }

  return {
    use: async (signal, work) => {
      if (busy < limit) busy += 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        signal.throwIfAborted()
        return await lend(signal, work)
      } finally {
        const next = waiting.shift()
        if (next) next()
        else busy -= 1
      }
    },
    close: async () => {
      await Promise.all([...open].map((connection) => connection.end({ timeout: 5 })))
    },
  }
}

/** Whether Postgres answered, with an error, on a connection that is still good. */
export function isAnswer(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.severity === 'ERROR'
}

/** After a failover, the server that was written to may live on as a copy; a new connection finds the other. */
function isReadOnly(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code === '25006'
}

// postgres.js writes a parameter by the type that the server reports ('true' becomes 'f', JSON is
// quoted twice), so each type that it knows must become text in, text out.
const KNOWN_TYPES = [16, 17, 20, 21, 23, 25, 26, 114, 700, 701, 1082, 1114, 1184, 3802]
const asText = (value: unknown) => value
const types = Object.fromEntries(
  KNOWN_TYPES.map((oid) => [oid, { to: oid, from: [oid], serialize: asText, parse: asText }]),
)

/** What libpq and others are told in an address about how to connect: the server would refuse it as a setting. */
const ofTheClient =
  /^(?:ssl|gss|keepalives|channel_binding$|target_session_attrs$|connect_timeout$|tcp_user_timeout$|pgbouncer$|connection_limit$|pool_timeout$)/

function optionsFor(url: URL) {
  const parameters = Object.fromEntries(
    [...url.searchParams].filter(([name]) => !ofTheClient.test(name)),
  )
  // In lists, which its types forget, since postgres.js cuts an IPv6 address at its first colon.
  const address: object = { host: [hostOf(url)], port: [Number(url.port || 5432)] }
  return {
    ...address,
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    // The certificate is verified; NODE_EXTRA_CA_CERTS makes a private authority known.
    ssl: needsTls(url) ? ('verify-full' as const) : false,
    connection: parameters,
    types,
    max: 1,
    prepare: false,
    fetch_types: false,
    idle_timeout: 20,
    max_lifetime: 1800,
    connect_timeout: 10,
    onnotice: () => {},
  }
}
