import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'

const cwd = resolve(import.meta.dirname, '../..')
const FOLDER = 'db/migrations'
const found = z.array(
  z.object({ file: z.string(), line: z.int(), message: z.string(), rule_name: z.string() }),
)

/** What squawk, told by .squawk.toml, finds in files or in its input. */
function squawk(args: string[], input = '') {
  const program = fileURLToPath(import.meta.resolve('squawk-cli/js/bin/squawk'))
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--reporter', 'json', ...args],
    { cwd, input, encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  const findings = found.parse(JSON.parse(stdout))
  expect(status).toBe(findings.length === 0 ? 0 : 1)
  return findings
}

const rulesBrokenBy = (text: string) =>
  squawk(['--stdin-filepath', `${FOLDER}/9999_new.sql`], text).map(({ rule_name }) => rule_name)

test('no migration breaks the release before it', () => {
  const files = readdirSync(resolve(cwd, FOLDER)).map((name) => `${FOLDER}/${name}`)
  expect(squawk(files)).toEqual([])
})

test.each([
  ['drops a table', 'drop table audit_logs', 'ban-drop-table'],
  ['drops a column', 'alter table user_settings drop theme', 'ban-drop-column'],
  ['renames a table', 'alter table user_settings rename to settings', 'renaming-table'],
  ['renames a column', 'alter table user_settings rename theme to look', 'renaming-column'],
  ['changes a type', 'alter table user_settings alter theme type text', 'changing-column-type'],
  [
    'adds a column that must have a value',
    'alter table user_settings add font text not null',
    'adding-required-field',
  ],
  [
    'makes a value required',
    'alter table user_settings alter theme set not null',
    'adding-not-nullable-field',
  ],
  [
    'lets a value be missing',
    'alter table user_settings alter user_id drop not null',
    'ban-drop-not-null',
  ],
  [
    'checks old rows under a lock',
    `alter table user_settings add constraint c check (theme <> '')`,
    'constraint-missing-not-valid',
  ],
  [
    'blocks writers while it builds an index',
    'create index on audit_logs (request_id)',
    'require-concurrent-index-creation',
  ],
  [
    'builds an index that blocks nobody, but in a transaction',
    'create index concurrently if not exists i on audit_logs (request_id); select 1',
    'ban-concurrent-index-creation-in-transaction',
  ],
])('a migration is rejected that %s', (_name, text, rule) => {
  expect(rulesBrokenBy(text)).toEqual([rule])
})

test('a migration that only adds is let through', () => {
  const text = `
    create table notes (user_id varchar(255) primary key, note text not null);
    create index on notes (note);
    alter table user_settings add font text, add constraint font check (font <> '') not valid;`
  expect(rulesBrokenBy(text)).toEqual([])
})
