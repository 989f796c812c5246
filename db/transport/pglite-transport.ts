import type { PGlite, Transaction } from '@electric-sql/pglite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Backend, Statement, StatementResult } from './sql-over-http.ts'

/**
 * Runs statements in a PGlite, text in and text out. PGlite has one connection and blocks the
 * thread while a statement runs, so a deadline acts only before and between statements.
 */
export function pgliteBackend(db: PGlite): Backend {
  // PGlite lays these tables over its own, so each type that it knows must be named.
  const parsers = textOnly(db.parsers)
  const serializers = textOnly(db.serializers)

  async function run(
    on: PGlite | Transaction,
    { text, params }: Statement,
  ): Promise<StatementResult> {
    const { fields, rows, command, rowCount } = await on.query<(string | null)[]>(text, params, {
      rowMode: 'array',
      parsers,
      serializers,
    })
    return { fields, rows, command: command ?? '', rowCount: rowCount ?? null }
  }

  return {
    query: async (statement) => await run(db, statement),
    transaction: (statements, signal) =>
      db.transaction(async (transaction) => {
        const results: StatementResult[] = []
        for (const statement of statements) {
          signal.throwIfAborted()
          results.push(await run(transaction, statement))
          await nextTurn() // else the deadline's timer never gets its turn
        }
        signal.throwIfAborted()
        return results
      }),
    close: () => db.close(),
  }
}

function textOnly(table: Record<number, unknown>): Record<string, (value: string) => string> {
  return Object.fromEntries(Object.keys(table).map((oid) => [oid, (value: string) => value]))
}
