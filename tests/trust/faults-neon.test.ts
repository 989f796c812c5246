import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { sendWebhook, sessionEvent } from '../support/clerk-message.ts'
import { type FaultyNeon, type NeonFault, startFaultyNeon } from '../support/fault-neon.ts'
import { type FaultTrial, openFaultTrial } from '../support/fault-trial.ts'
import { loadScheduledFunction } from '../support/scheduled-function.ts'

let neon: FaultyNeon
let app: App
let trial: FaultTrial
beforeAll(async () => {
  neon = await startFaultyNeon()
  const urls: string[] = []
  app = await startApp({
    throughProxy: async (url) => {
      urls.push(url, await neon.through(url))
      return urls[1] ?? ''
    },
  })
  trial = openFaultTrial(app, urls)
})
afterAll(async () => {
  trial.close()
  await app.stop()
  await neon.close()
})

test('nobody listens: each is told, and served again without a restart', async () => {
  await neon.refuse()
  const during = await trial.sendAll()
  await neon.heal()
  await trial.expectUnavailable(during)
  await trial.expectSuccesses(await trial.sendAll())
})

const lost: NeonFault[] = [
  'a lost answer',
  'an answer that never comes',
  'an answer cut short',
  'an answer that is garbled',
]
const lasting: NeonFault[] = [
  'reset',
  'silence',
  'status 429',
  'status 502',
  'status 503',
  'a page of HTML',
  'JSON that is no result',
  'JSON without rows',
  'half of a result',
  ...lost,
]

test.each(lasting)('%s, each time: each is told in time, and served again after', async (fault) => {
  neon.fail(fault)
  const during = await trial.sendAll()
  expect(neon.hits).toBeGreaterThanOrEqual(during.length)
  await neon.heal()
  await trial.expectUnavailable(during, { uncertain: lost.includes(fault) })
  await trial.expectSuccesses(await trial.sendAll())
})

const passing: NeonFault[] = [
  'status 429',
  'JSON without rows',
  'a lost answer',
  'an answer cut short',
]

test.each(passing)('%s, once: nobody notices, and nothing is done twice', async (fault) => {
  const outcomes = await trial.sendEach(() => neon.fail(fault, 1))
  await neon.heal()
  await trial.expectSuccesses(outcomes)
})

test('a slow Neon: all are served', async () => {
  neon.delay(1_000)
  const during = await trial.sendAll()
  await neon.heal()
  await trial.expectSuccesses(during)
})

test('too slow a Neon: each is told in time', async () => {
  neon.delay(6_000)
  const during = await trial.sendAll()
  await neon.heal()
  await trial.expectUnavailable(during, { uncertain: true })
  await trial.expectSuccesses(await trial.sendAll())
})

test.each(['status 503', 'a lost answer'] as const)(
  '%s: Clerk sends its message again, and it counts once',
  async (fault) => {
    const { userId } = app.createPerson()
    const event = sessionEvent('session.created', userId, `sess_${crypto.randomUUID()}`)
    const message = { id: `msg_${crypto.randomUUID()}` }
    neon.fail(fault)
    const refused = await sendWebhook(app, event, message)
    await neon.heal()
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('5')
    expect((await sendWebhook(app, event, message)).status).toBe(204)
    expect((await sendWebhook(app, event, message)).status).toBe(204)
    expect(
      await app.database.asUser(userId, (sql) => [sql`select action from audit_logs`]),
    ).toEqual([[{ action: 'user_signin' }]])
  },
)

test('the daily run whose answers are lost fails, and the next one finishes', async () => {
  const { run } = await loadScheduledFunction('purge-audit-logs')
  neon.fail('a lost answer')
  await expect(run()).rejects.toThrow('left something undone')
  await neon.heal()
  await run()
  expect(trial.output.lines.at(-1)).toContain('"complete":true,"failed":false')
})

test('nothing of all this is told to anybody', () => trial.expectNoLeaks())
