import { expect, test } from 'vitest'
import type { Subject } from '../../support/database-kinds.ts'
import { statement } from '../contract/statements.ts'

export function erasedUsersStayAway(subject: () => Subject): void {
  const erase = (user: string) =>
    subject().database.asSystem((sql) => [
      sql`insert into erased_users (user_hash) values (app.user_hash(${user}))`,
    ])
  const refusal = { kind: 'constraint', constraint: 'user_not_erased' }

  test.each([
    ['eve', `insert into audit_logs (user_id, action) values ('eve', 'hello_world_accessed')`],
    ['mia', `insert into user_settings (user_id) values ('mia')`],
  ])('a row of %s is refused: %s', async (user, text) => {
    const insert = () => subject().database.asUser(user, (sql) => [statement(sql, text)])
    await erase(user)
    await expect(insert()).rejects.toMatchObject(refusal)
  })

  test('maintenance and the owner are refused too', async () => {
    await erase('mallory')
    const text = `insert into audit_logs (user_id, action) values ('mallory', 'user_signin')`
    await expect(
      subject().database.asSystem((sql) => [statement(sql, text)]),
    ).rejects.toMatchObject(refusal)
    await expect(subject().sql.query(text)).rejects.toMatchObject({ constraint: 'user_not_erased' })
  })

  test('maintenance writes sign-ins and sign-outs, and nothing else', async () => {
    const insert = (action: string) =>
      subject().database.asSystem((sql) => [
        sql`insert into audit_logs (user_id, action) values ('carol', ${action})`,
      ])
    await insert('user_signin')
    await insert('user_signout')
    await expect(insert('settings_changed')).rejects.toMatchObject({ code: '42501' })
  })

  test.each([
    'select from erased_users',
    'select from webhook_messages',
    `insert into erased_users (user_hash) values (app.user_hash('bob'))`,
    `insert into webhook_messages (id) values ('msg_1')`,
  ])('a user may not: %s', async (text) => {
    await expect(
      subject().database.asUser('ada', (sql) => [statement(sql, text)]),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('no tombstone is lifted by maintenance', async () => {
    await expect(
      subject().database.asSystem((sql) => [sql`delete from erased_users`]),
    ).rejects.toMatchObject({ code: '42501' })
  })
}
