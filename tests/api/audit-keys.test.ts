import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { auditKey, runAuditCommand, sealAudit, verifyAudit } from '../support/audit-commands.ts'
import { startLocalClerk } from '../support/clerk-server.ts'
import { orderDeletions, purge } from '../support/purge-command.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const hello = () =>
  fetch(`${app.origin}/api/hello-world`, { headers: app.createPerson().authorization })

test('keys that a site sets later do not make a forgery of what was signed before', async () => {
  await hello()
  expect(await sealAudit()).toMatchObject({ line: { sealed: 1, leftOut: 0 } })
  await hello()
  expect(await verifyAudit({ keys: auditKey })).toMatchObject({ exitCode: 0, findings: [] })
  const { exitCode, output } = await runAuditCommand('seal', { AUDIT_KEYS: auditKey })
  expect(exitCode).toBe(0)
  expect(JSON.parse(output)).toMatchObject({ sealed: 1, leftOut: 0 })
  expect(await verifyAudit({ keys: auditKey })).toMatchObject({ exitCode: 0, findings: [] })
})

test('nor does another CLERK_SECRET_KEY, where the key that was made of the former one is kept', async () => {
  const changed = { CLERK_SECRET_KEY: 'sk_test_that_is_new' }
  const lost = await runAuditCommand('verify', { ...changed, AUDIT_KEYS: auditKey })
  expect(lost.output).toContain('was not signed by the app')
  // As the command in docs/operations.md prints it.
  const former = createHmac('sha256', process.env.CLERK_SECRET_KEY ?? '')
    .update('audit log')
    .digest('hex')
  const keys = { AUDIT_KEYS: `${auditKey},${former}` }
  expect(await runAuditCommand('verify', { ...changed, ...keys })).toMatchObject({ exitCode: 0 })
})

test('with the keys of another site nobody is erased: its Clerk, which knows none of them, is not asked', async () => {
  const { userId } = app.createPerson()
  await orderDeletions(app, userId, 1)
  const elsewhere = await startLocalClerk()
  const { exitCode, output } = await purge([], elsewhere.environment)
  await elsewhere.close()
  expect({ exitCode, output }).toEqual({
    exitCode: 1,
    output: expect.stringContaining('Are these the keys of the site that this database is of'),
  })
  const orders = () =>
    app.database.asSystem((sql) => [
      sql`select user_id from account_deletions where user_id = ${userId}`,
    ])
  expect(await orders()).toEqual([[{ user_id: userId }]])
  expect(await purge([], { AUDIT_KEYS: auditKey })).toMatchObject({ exitCode: 0 })
  expect(await orders()).toEqual([[]])
  expect((await app.askClerk('GET', userId)).status).toBe(404)
})
