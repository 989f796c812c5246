import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendWebhook, sessionEvent, userEvent } from '../support/clerk-message.ts'
import type { Fault } from '../support/fault-proxy.ts'
import { type FaultyApp, startFaultyApp } from '../support/faulty-app.ts'
import { loadScheduledFunction } from '../support/scheduled-function.ts'

// The quick ones of tests/trust/faults-tcp.test.ts.
let faulty: FaultyApp
beforeAll(async () => {
  faulty = await startFaultyApp()
})
afterAll(() => faulty.stop())

test('nobody listens, from the start: each is told, and served after without a restart', async () => {
  const { proxy, trial } = faulty
  await proxy.refuse()
  const during = await trial.sendAll()
  await proxy.heal()
  await trial.expectUnavailable(during)
  await trial.expectSuccesses(await trial.sendAll())
})

test('every statement is cut: each is told, nothing is done, and all are served after', async () => {
  const { proxy, trial } = faulty
  proxy.fail({ at: 'SELECT', how: 'reset' })
  const during = await trial.sendAll()
  expect(proxy.hits).toBeGreaterThan(during.length)
  await proxy.heal()
  await trial.expectUnavailable(during)
  await trial.expectSuccesses(await trial.sendAll())
})

test('the answer of one commit is lost: nobody notices, and nothing is done twice', async () => {
  const { proxy, trial } = faulty
  const outcomes = await trial.sendEach(() => proxy.fail({ at: 'COMMIT', how: 'reset', times: 1 }))
  await proxy.heal()
  await trial.expectSuccesses(outcomes)
})

const faults: Fault[] = [
  { at: 'statement', how: 'reset' },
  { at: 'COMMIT', how: 'reset' },
]

test.each(faults)(
  '$how at each $at: Clerk sends again, and a message counts once',
  async (fault) => {
    const { app, proxy } = faulty
    const { userId } = app.createPerson()
    const event = sessionEvent('session.created', userId, `sess_${crypto.randomUUID()}`)
    const message = { id: `msg_${crypto.randomUUID()}` }
    proxy.fail(fault)
    const refused = await sendWebhook(app, event, message)
    await proxy.heal()
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('5')
    for (const repetition of [1, 2]) {
      expect([repetition, (await sendWebhook(app, event, message)).status]).toEqual([
        repetition,
        204,
      ])
    }
    const rows = () =>
      app.database.asSystem((sql) => [sql`select action from audit_logs where user_id = ${userId}`])
    expect(await rows()).toEqual([[{ action: 'user_signin' }]])

    proxy.fail(fault)
    expect((await sendWebhook(app, userEvent('user.deleted', userId))).status).toBe(503)
    await proxy.heal()
    expect((await sendWebhook(app, userEvent('user.deleted', userId))).status).toBe(204)
    expect(await rows()).toEqual([[]])
  },
)

test.each(faults)(
  '$how at each $at: the daily run ends, and the next one does the rest',
  async (fault) => {
    const { app, proxy, trial } = faulty
    const { run } = await loadScheduledFunction('purge-audit-logs')
    const { userId } = app.createPerson()
    await app.database.asUser(userId, (sql) => [
      sql`insert into audit_logs (user_id, action, timestamp)
        values (${userId}, 'hello_world_accessed', now() - interval '91 days')`,
    ])
    proxy.fail(fault)
    await expect(run()).rejects.toThrow('left something undone')
    await proxy.heal()
    await run()
    expect(trial.output.lines.at(-1)).toContain('"complete":true,"failed":false')
    expect(await app.database.asUser(userId, (sql) => [sql`select from audit_logs`])).toEqual([[]])
  },
)

test('what a form without JavaScript held is there again when the database is', async () => {
  const { app, proxy } = faulty
  const { userId, cookie, authorization } = app.createPerson()
  const path = `/settings?author=${userId}`
  const save = (headers: Record<string, string>) =>
    fetch(app.origin + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: app.origin,
        ...headers,
      },
      body: 'theme=dark&notificationsEnabled=on',
      redirect: 'manual',
    })
  proxy.fail({ at: 'statement', how: 'reset' })
  const unsaved = await save(authorization)
  expect(unsaved.status).toBe(503)
  const [kept = ''] = unsaved.headers.getSetCookie().map((line) => line.split(';')[0])
  const headers = { cookie: `${cookie}; ${kept}` }
  const during = await fetch(app.origin + path, { headers })
  expect(during.status).toBe(503)
  expect(during.headers.getSetCookie()).toEqual([])
  await proxy.heal()

  const page = await (await fetch(app.origin + path, { headers })).text()
  expect(page).toContain('This is what you entered. It is not saved yet.')
  expect(page).toMatch(/<input[^>]*checked=""[^>]*value="dark"/)
  const saved = await save(headers)
  expect(saved.status).toBe(302)
  expect(saved.headers.getSetCookie().join()).toContain('kept-form=; Max-Age=0')
})

test('nothing of all this is told to anybody', () => faulty.trial.expectNoLeaks())
