import { NeonDbError } from '@neondatabase/serverless'
import { isAnswerOfPostgres } from './database-error.ts'
import type { Driver } from './driver.server.ts'
import type { Migration } from './migration-files.ts'
import { describeLockFailure, isLockTimeout, LOCK_TIMEOUT } from './migration-lock.ts'
import { MIGRATION_LOCK } from './migration-record.ts'

/** Tells file, line and Postgres's own words of why a migration failed. */
export async function describeFailure(
  sql: Driver['sql'],
  error: NeonDbError,
  migration: Migration,
): Promise<string> {
  if (isLockTimeout(error)) return await describeLockFailure(sql, migration)
  const { name, text } = migration
  const line = lineOfPosition(error, text) ?? (await lineOfStatement(sql, error, migration))
  return [
    `${line === undefined ? name : `${name}:${line}`}: ${error.message}`,
    error.detail && `detail: ${error.detail}`,
    error.hint && `hint: ${error.hint}`,
  ]
    .filter(Boolean)
    .join('\n  ')
}

/** The line where Postgres points at a character of the file. */
function lineOfPosition(error: NeonDbError, text: string): number | undefined {
  const inFile = error.internalQuery === undefined || error.internalQuery === text
  const position = inFile ? (error.internalPosition ?? error.position) : undefined
  if (!position) return undefined
  // Postgres counts characters, not UTF-16 units.
  const before = Array.from(text).slice(0, Number(position) - 1)
  return before.filter((character) => character === '\n').length + 1
}

/** Cancelled, shut down, out of something: it says nothing of the file, and should not happen twice. */
function isOfTheServer({ code = '' }: NeonDbError): boolean {
  return /^(?:57|53|40|58)/.test(code)
}

/**
 * For most errors Postgres points nowhere. But PL/pgSQL tells the line of each statement of a block: so the
 * file is run once more as a block, which in any case ends in an error and leaves nothing behind.
 * @returns undefined where it fails in another way: a block allows no bare `select`, for one
 */
async function lineOfStatement(
  sql: Driver['sql'],
  failure: NeonDbError,
  { text, checksum, transactional }: Migration,
): Promise<number | undefined> {
  if (!isAnswerOfPostgres(failure) || !transactional || isOfTheServer(failure)) return undefined
  const quote = `$m${checksum}$`
  // A block needs the last semicolon, which a file may lack, and no second one.
  for (const end of ['', ';']) {
    const block = `do ${quote}begin ${text}\n${end} raise 'nothing is kept'; end${quote}`
    const failureAgain: unknown = await sql
      .transaction([
        sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`,
        sql`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`,
        sql.query(block),
      ])
      .catch((error: unknown) => error)
    if (!(failureAgain instanceof NeonDbError) || failureAgain.message !== failure.message) continue
    // The last line of the context is about the outermost block.
    const line = /inline_code_block line (\d+) at [^\n]+$/.exec(failureAgain.where ?? '')?.[1]
    if (line !== undefined) return Number(line)
  }
  return undefined
}
