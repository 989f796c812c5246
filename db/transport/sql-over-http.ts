import { z } from 'zod'

/** One SQL statement; its parameters are in Postgres's text format. */
export interface Statement {
  text: string
  params: (string | null)[]
}

/** What Postgres answers to one statement; values are in its text format. */
export interface StatementResult {
  fields: { name: string; dataTypeID: number }[]
  rows: (string | null)[][]
  command: string
  rowCount: number | null
}

/** A Postgres that runs statements, whatever it is reached by. An aborted signal rolls back. */
export interface Backend {
  /** Runs one statement outside of any transaction block. */
  query(statement: Statement, signal: AbortSignal): Promise<StatementResult>
  /** Runs the statements in one transaction: all of them, or none. */
  transaction(statements: Statement[], signal: AbortSignal): Promise<StatementResult[]>
  /** Opens it, where that takes its time and no call did so before. @returns when it is open */
  open?: () => Promise<unknown>
  close(): Promise<void>
}

type Response = Pick<globalThis.Response, 'ok' | 'status' | 'json' | 'text'>

/** Answers a request as `fetch` would. */
export type Answer = (url: string, init: RequestInit) => Promise<Response>

const statement = z
  .object({ query: z.string(), params: z.array(z.string().nullable()) })
  .transform(({ query, params }): Statement => ({ text: query, params }))
const request = z.union([z.object({ queries: z.array(statement) }), statement])

const ERROR_FIELDS = [
  'code',
  'severity',
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'where',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'file',
  'line',
  'routine',
] as const

/** An error that Postgres itself reported, under the names that Neon gives its fields. */
interface PostgresError extends Error, Partial<Record<(typeof ERROR_FIELDS)[number], string>> {
  severity: string
}

function isPostgresError(error: unknown): error is PostgresError {
  return error instanceof Error && 'severity' in error
}

/**
 * Answers Neon's SQL-over-HTTP protocol from any backend: one POST is one statement or, as
 * `queries`, one transaction. Statuses are Neon's: 200 with rows, 400 with Postgres's error.
 * What is no answer of Postgres (a refused connection, an abort) rejects, as `fetch` does.
 * @see https://github.com/neondatabase/neon/tree/main/proxy (serverless/sql_over_http.rs)
 */
export function answerSqlOverHttp(backend: Backend): Answer {
  return async (_url, init) => {
    const unsupported = [...new Headers(init.headers).keys()].find((name) =>
      name.startsWith('neon-batch-'),
    )
    if (unsupported) return respond(400, { message: `${unsupported} is not supported` })
    const body = request.parse(JSON.parse(z.string().parse(init.body)))
    const signal = init.signal ?? new AbortController().signal
    try {
      return respond(200, await unlessAborted(run(backend, body, signal), signal))
    } catch (error) {
      if (!isPostgresError(error)) throw error
      const fields = ERROR_FIELDS.map((name) => [name, error[name] ?? null])
      return respond(400, { message: error.message, ...Object.fromEntries(fields) })
    }
  }
}

/** What the driver reads of a response: rows that were never bytes need not be written and parsed again. */
function respond(status: 200 | 400, body: object): Response {
  return {
    ok: status === 200,
    status,
    json: async () => body,
    text: async () => JSON.stringify(body),
  }
}

async function run(backend: Backend, body: z.infer<typeof request>, signal: AbortSignal) {
  if (!('queries' in body)) return asArrays(await backend.query(body, signal))
  return { results: (await backend.transaction(body.queries, signal)).map(asArrays) }
}

const asArrays = (result: StatementResult) => ({ ...result, rowAsArray: true })

/** Lets the caller go at once: a backend may need longer to notice that nobody waits. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
