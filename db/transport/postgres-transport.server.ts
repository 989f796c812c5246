import postgres from 'postgres'
import { isAnswer, openConnections } from './postgres-connections.server.ts'
import type { Backend, Statement, StatementResult } from './sql-over-http.ts'

/** Runs statements in any Postgres over TCP, on at most `connections` connections. */
export function postgresBackend(url: string, connections: number): Backend {
  const pool = openConnections(url, connections)
  return {
    query: (statement, signal) =>
      pool.use(signal, (connection) => run(connection, statement)).catch(rethrowWithNeonNames),
    transaction: (statements, signal) =>
      pool
        .use(signal, (connection) => runInTransaction(connection, statements))
        .catch(rethrowWithNeonNames),
    close: () => pool.close(),
  }
}

async function runInTransaction(
  connection: postgres.Sql,
  statements: Statement[],
): Promise<StatementResult[]> {
  let begun = false
  try {
    return await connection.begin(async (transaction) => {
      begun = true
      try {
        // One behind the other on the wire, without waiting between them: locks are held no longer than it takes.
        return await Promise.all(statements.map((statement) => run(transaction, statement)))
      } catch (error) {
        if (isAnswer(error)) throw error
        // postgres.js would write its rollback into the closed socket, which ends the process. It
        // gives the transaction up by itself as soon as the connection is closed.
        void connection.end({ timeout: 0 })
        return await new Promise<never>(() => {})
      }
    })
  } catch (error) {
    if (begun || error instanceof postgres.PostgresError) throw error
    throw new NotConnectedError(error)
  }
}

/** The connection was lost before the transaction began: nothing of it can have happened. */
class NotConnectedError extends Error {
  readonly code = 'NOT_CONNECTED'

  constructor(cause: unknown) {
    super(`no connection to Postgres: ${String(cause)}`, { cause })
  }
}

// Without `simple: false` a text with no parameters might hold several statements.
const EXTENDED_PROTOCOL: postgres.UnsafeQueryOptions & { simple: boolean } = {
  prepare: false,
  simple: false,
}

async function run(
  sql: postgres.Sql | postgres.TransactionSql,
  { text, params }: Statement,
): Promise<StatementResult> {
  const result = await sql.unsafe(text, params, EXTENDED_PROTOCOL).raw()
  const rows: (Buffer | null)[][] = [...result]
  return {
    fields: result.columns.map(({ name, type }) => ({ name, dataTypeID: type })),
    rows: rows.map((row) => row.map((value) => (value === null ? null : value.toString('utf8')))),
    command: result.command.split(' ')[0] ?? '',
    rowCount: result.count,
  }
}

/** postgres.js names the fields of an error as the wire protocol does, Neon as node-postgres. */
function rethrowWithNeonNames(error: unknown): never {
  if (!(error instanceof postgres.PostgresError)) throw error
  throw Object.assign(error, {
    schema: error.schema_name,
    table: error.table_name,
    column: error.column_name,
    constraint: error.constraint_name,
    internalPosition: error.internal_position,
    internalQuery: error.internal_query,
  })
}
