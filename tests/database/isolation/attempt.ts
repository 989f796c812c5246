import { DatabaseError } from '#db/database-error.ts'
import type { Subject } from '../../support/database-kinds.ts'
import type { Row } from '../contract/statements.ts'
import { statement } from '../contract/statements.ts'

/** What one user gets by one statement: the rows, or what the error tells. */
export type Outcome = Row[] | { code?: string; message: string; detail?: string }

/** Runs a statement as a user. Only Postgres's own refusals are outcomes. */
export async function attempt(
  { database }: Subject,
  user: string,
  ...texts: string[]
): Promise<Outcome> {
  try {
    const results = await database.asUser<Row[][]>(
      user,
      (sql) => texts.map((text) => statement(sql, text)),
      { deadlineMs: 60_000 },
    )
    return results.at(-1) ?? []
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code === undefined) throw error
    const { code, message, detail } = error
    return { code, message, detail }
  }
}

/** Whether the statement reached nothing: no row, or the right to it was refused. */
export function isRefusedOrEmpty(outcome: Outcome): boolean {
  return Array.isArray(outcome) ? outcome.length === 0 : outcome.code === '42501'
}
