import { beforeAll, describe, expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'
import type { Row } from '../contract/statements.ts'
import { statement } from '../contract/statements.ts'

const ID = '00000000-0000-4000-8000-000000000001'
const CHANGES = [
  `update audit_logs set user_agent = 'forged'`,
  `update audit_logs set id = gen_random_uuid()`,
  `update audit_logs set user_agent = 'forged' where false`,
  `with forged as (update audit_logs set user_agent = 'forged' returning 1) select from forged`,
  `insert into audit_logs (id, user_id, action) values ('${ID}', 'witness', 'user_signin')
    on conflict (id) do update set user_agent = 'forged'`,
  `merge into audit_logs using (values ('${ID}'::uuid)) forged (id) on audit_logs.id = forged.id
    when matched then update set user_agent = 'forged'`,
  `truncate audit_logs`,
  `truncate user_settings, audit_logs cascade`,
]

/** Everybody who might try, down to those whom no grant and no policy binds. */
const ACTORS: Record<string, (subject: Subject, text: string) => Promise<unknown>> = {
  'a user': ({ database }, text) => database.asUser('witness', (sql) => [statement(sql, text)]),
  maintenance: ({ database }, text) => database.asSystem((sql) => [statement(sql, text)]),
  'the owner': ({ sql }, text) => sql.query(text),
  'a superuser': ({ superuser }, text) => superuser.query(text),
  'a superuser in replica mode': ({ superuser }, text) =>
    superuser.transaction((sql) => [
      sql`set local session_replication_role = replica`,
      sql.query(text),
    ]),
}

export function theAuditLogOnlyGrows(subject: () => Subject): void {
  const rows = () => subject().superuser`select * from audit_logs where user_id = 'witness'`

  beforeAll(async () => {
    await subject().database.asUser('witness', (sql) => [
      sql`insert into audit_logs (id, user_id, action) values (${ID}, 'witness', 'user_signin')`,
    ])
  })

  describe.each(Object.entries(ACTORS))('%s', (_name, attempt) => {
    test.each(CHANGES)('may not %s', async (text) => {
      const before = await rows()
      await expect(attempt(subject(), text)).rejects.toMatchObject({ code: '42501' })
      expect(before).toHaveLength(1)
      expect(await rows()).toEqual(before)
    })
  })

  test('maintenance may delete, and nobody else', async () => {
    const remove = `delete from audit_logs where user_id = 'witness' returning user_id`
    for (const [name, attempt] of Object.entries(ACTORS))
      if (name !== 'maintenance')
        await expect(attempt(subject(), remove), name).rejects.toMatchObject({ code: '42501' })
    const [removed] = await subject().database.asSystem<[Row[]]>((sql) => [statement(sql, remove)])
    expect(removed).toEqual([{ user_id: 'witness' }])
  })
}
