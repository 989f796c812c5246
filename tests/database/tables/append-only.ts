import { beforeAll, expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'
import type { Row } from '../contract/statements.ts'
import { auditRowsOf, statement } from '../contract/statements.ts'

const CHANGES = [
  `update audit_logs set user_agent = 'forged'`,
  `update audit_logs set id = gen_random_uuid()`,
  `truncate audit_logs`,
  `truncate audit_logs cascade`,
]

export function theAuditLogOnlyGrows(subject: () => Subject): void {
  beforeAll(async () => {
    await subject().database.asUser('witness', (sql) => [
      sql`insert into audit_logs (user_id, action) values ('witness', 'user_signin')`,
    ])
  })

  test.each(CHANGES)('neither users nor maintenance may %s', async (text) => {
    const { database } = subject()
    for (const call of [database.asSystem.bind(null), database.asUser.bind(null, 'witness')])
      await expect(call((sql) => [statement(sql, text)])).rejects.toMatchObject({ code: '42501' })
  })

  test.each(CHANGES)('not even the owner may %s', async (text) => {
    await expect(subject().sql.query(text)).rejects.toThrow('audit_logs is append-only')
    expect(await auditRowsOf(subject().database, 'witness')).toBe(1)
  })

  test('maintenance may delete, a user may not', async () => {
    const { database } = subject()
    const remove = `delete from audit_logs where user_id = 'witness' returning user_id`
    await expect(
      database.asUser('witness', (sql) => [statement(sql, remove)]),
    ).rejects.toMatchObject({ code: '42501' })
    const [rows] = await database.asSystem<[Row[]]>((sql) => [statement(sql, remove)])
    expect(rows).toEqual([{ user_id: 'witness' }])
  })
}
