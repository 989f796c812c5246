import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { auditKey, sealAudit, verifyAudit } from '../support/audit-commands.ts'
import { sendWebhook, userEvent } from '../support/clerk-message.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ environment: { AUDIT_KEYS: auditKey } })
})
afterAll(() => app.stop())

test('rows of the time before there were marks are in the first seal, and none later', async () => {
  const { userId } = app.createPerson()
  const insert = () =>
    app.database.asUser(userId, (sql) => [
      sql`insert into audit_logs (user_id, action) values (${userId}, 'hello_world_accessed')`,
    ])
  await insert()
  expect(await sealAudit()).toMatchObject({
    line: { job: 'seal-audit-logs', sealed: 1, leftOut: 0, isComplete: true, seal: 1 },
    failure: undefined,
  })
  await insert()
  expect(await sealAudit()).toMatchObject({
    line: { sealed: 0, leftOut: 1, seal: 2 },
    failure: expect.stringContaining('rows that the app did not write'),
  })
  const [row] = await app.sql`select id from audit_logs order by recorded_at desc limit 1`
  const { exitCode, findings } = await verifyAudit()
  expect({ exitCode, findings }).toEqual({ exitCode: 1, findings: [`inserted ${row?.id}`] })
  await sendWebhook(app, userEvent('user.deleted', userId))
})
