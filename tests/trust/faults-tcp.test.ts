import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fault } from '../support/fault-proxy.ts'
import { type FaultyApp, startFaultyApp } from '../support/faulty-app.ts'
import { loadScheduledFunction } from '../support/scheduled-function.ts'

let faulty: FaultyApp
beforeAll(async () => {
  faulty = await startFaultyApp()
  await faulty.trial.expectSuccesses(await faulty.trial.sendAll())
})
afterAll(() => faulty.stop())

const lasting: Fault[] = [
  { at: 'connection', how: 'reset' },
  { at: 'connection', how: 'garbage' },
  { at: 'connection', how: 'silence' },
  { at: 'connection', how: 'starting up' },
  { at: 'statement', how: 'reset' },
  { at: 'statement', how: 'silence' },
  { at: 'BEGIN', how: 'garbage' },
  { at: 'SELECT', how: 'garbage' },
  { at: 'SELECT', how: 'silence' },
  { at: 'COMMIT', how: 'reset' },
  { at: 'COMMIT', how: 'silence' },
]

test.each(lasting)('$how at each $at: each is told in time, and served after', async (fault) => {
  const { proxy, trial } = faulty
  if (fault.at === 'connection') proxy.cutAll()
  proxy.fail(fault)
  const during = await trial.sendAll()
  expect(proxy.hits).toBeGreaterThanOrEqual(during.length)
  await proxy.heal()
  await trial.expectUnavailable(during, { uncertain: fault.at === 'COMMIT' })
  await trial.expectSuccesses(await trial.sendAll())
})

const passing: Fault[] = [
  { at: 'connection', how: 'reset' },
  { at: 'connection', how: 'garbage' },
  { at: 'connection', how: 'starting up' },
  { at: 'statement', how: 'reset' },
  { at: 'BEGIN', how: 'reset' },
  { at: 'SELECT', how: 'garbage' },
  { at: 'COMMIT', how: 'garbage' },
]

test.each(passing)('$how at one $at: nobody notices, nothing is done twice', async (fault) => {
  const { proxy, trial } = faulty
  const outcomes = await trial.sendEach(() => {
    if (fault.at === 'connection') proxy.cutAll()
    proxy.fail({ ...fault, times: 1 })
  })
  await proxy.heal()
  await trial.expectSuccesses(outcomes)
})

test('a firewall forgot the idle connections: one request waits, the next ones do not', async () => {
  const { proxy, trial } = faulty
  await trial.sendAll()
  proxy.forgetAll()
  const [first, ...others] = await trial.sendEach(() => {})
  await trial.expectUnavailable(first ? [first] : [])
  await trial.expectSuccesses(others)
})

test('a slow way: all are served', async () => {
  const { proxy, trial } = faulty
  proxy.delay(50)
  const during = await trial.sendAll()
  await proxy.heal()
  await trial.expectSuccesses(during)
})

test('too slow a way: each is told in time', async () => {
  const { proxy, trial } = faulty
  proxy.delay(3_000)
  const during = await trial.sendAll()
  await proxy.heal()
  await trial.expectUnavailable(during)
  await trial.expectSuccesses(await trial.sendAll())
})

test('somebody holds a lock on what all need: each is told in time', async () => {
  const { app, trial } = faulty
  const somebody = postgres(app.superuserUrl, { max: 1 })
  const release = new Error('the lock is released')
  let during: Awaited<ReturnType<typeof trial.sendAll>> = []
  const locked = somebody.begin(async (transaction) => {
    await transaction`lock table rate_limits, audit_logs, user_settings, account_deletions`
    during = await trial.sendAll()
    throw release
  })
  await expect(locked).rejects.toBe(release)
  await somebody.end()
  await trial.expectUnavailable(during)
  await trial.expectSuccesses(await trial.sendAll())
})

test('the daily run ends in time where nothing answers, and the next one does its work', async () => {
  const { app, proxy, trial } = faulty
  const { run } = await loadScheduledFunction('purge-audit-logs')
  const { userId } = app.createPerson()
  await app.database.asUser(userId, (sql) => [
    sql`insert into audit_logs (user_id, action, timestamp)
        values (${userId}, 'hello_world_accessed', now() - interval '91 days')`,
  ])
  const left = () => app.database.asUser(userId, (sql) => [sql`select from audit_logs`])
  proxy.fail({ at: 'statement', how: 'silence' })
  const start = performance.now()
  await expect(run()).rejects.toThrow('left something undone')
  // Netlify ends it after 30 s.
  expect(performance.now() - start).toBeLessThan(29_000)
  await proxy.heal()
  expect(await left()).toEqual([[{}]])
  await run()
  expect(await left()).toEqual([[]])
  expect(trial.output.lines.at(-1)).toContain('"complete":true,"failed":false')
})

test('nothing of all this is told to anybody', () => faulty.trial.expectNoLeaks())
