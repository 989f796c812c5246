import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One file of SQL, applied once and in the order of the numbers. */
export interface Migration {
  name: string
  text: string
  /** SHA-256 of the text, in hex. */
  checksum: string
  /** False for the one-statement files that Postgres refuses inside a transaction. */
  transactional: boolean
}

/** Why migrations cannot go on: a message for the person at the terminal. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

export const MIGRATIONS_FOLDER = join(import.meta.dirname, 'migrations')

const NAME = /^(\d{4})_[a-z0-9_]+\.sql$/
const NO_TRANSACTION = /^-- migrate: no-transaction\s*$/m

/**
 * Reads the migrations of a folder in their order.
 * @throws MigrationError on a bad name, a duplicate number, or a gap
 */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .toSorted()
    .map((name, index, names) => {
      const number = NAME.exec(name)?.[1]
      if (number === undefined)
        throw new MigrationError(`${name}: migrations are named NNNN_what_it_does.sql`)
      const previous = names[index - 1]
      if (previous?.startsWith(number))
        throw new MigrationError(`${name}: the number is taken by ${previous}`)
      if (Number(number) !== index + 1)
        throw new MigrationError(
          `${name}: there is no migration with the number ${String(index + 1).padStart(4, '0')}`,
        )
      return readMigration(folder, name)
    })
}

function readMigration(folder: string, name: string): Migration {
  // Git may check a file out with either line ending: both are the same migration.
  const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
  return {
    name,
    text,
    checksum: hash('sha256', text),
    transactional: !NO_TRANSACTION.test(text),
  }
}
