import { expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'
import { auditRowsOf, statement } from './statements.ts'

export function errorsTellWhatFailed(subject: () => Subject): void {
  test('a violated constraint is named, with its code and detail', async () => {
    // Not in one of the application's tables: row-level security withholds the detail there.
    const failing = subject().database.asSystem((sql) => [
      sql`create temporary table pets (name text constraint one_of_each unique) on commit drop`,
      sql`insert into pets values ('cat'), ('cat')`,
    ])
    await expect(failing).rejects.toMatchObject({
      name: 'DatabaseError',
      kind: 'constraint',
      code: '23505',
      constraint: 'one_of_each',
      detail: 'Key (name)=(cat) already exists.',
    })
  })

  test.each([
    [`insert into audit_logs (user_id, action) values ('u', 'other')`, 'constraint', '23514'],
    [`insert into user_settings (user_id, created_at) values ('u', null)`, 'constraint', '23514'],
    [`select 'x'::uuid`, 'statement', '22P02'],
    [`selekt 1`, 'statement', '42601'],
    [`select from no_such_table`, 'statement', '42P01'],
  ])('%s', async (text, kind, code) => {
    await expect(
      subject().database.asUser('u', (sql) => [statement(sql, text)]),
    ).rejects.toMatchObject({ kind, code })
  })

  test('several statements in one text are refused, in a batch and alone', async () => {
    const text = `select 1; select 2`
    await expect(
      subject().database.asUser('u', (sql) => [statement(sql, text)]),
    ).rejects.toMatchObject({ kind: 'statement', code: '42601' })
    await expect(subject().sql.query(text)).rejects.toMatchObject({ code: '42601' })
  })

  test('a batch stands or falls as a whole', async () => {
    const failing = subject().database.asUser('user_batch', (sql) => [
      sql`insert into audit_logs (user_id, action) values ('user_batch', 'user_signin')`,
      sql`select 1 / 0`,
      sql`insert into audit_logs (user_id, action) values ('user_batch', 'user_signin')`,
    ])
    await expect(failing).rejects.toMatchObject({ kind: 'statement', code: '22012' })
    expect(await auditRowsOf(subject().database, 'user_batch')).toBe(0)
  })

  test('what cannot be granted to a batch is refused, not forgotten', async () => {
    const { sql } = subject()
    await expect(
      sql.transaction([sql`select 1`], { isolationLevel: 'Serializable' }),
    ).rejects.toThrow('neon-batch-isolation-level is not supported')
  })

  test('nobody is not a user', async () => {
    await expect(subject().database.asUser('', (sql) => [sql`select 1`])).rejects.toThrow(TypeError)
  })
}
