import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { auditKey, runAuditCommand, sealAudit, verifyAudit } from '../support/audit-commands.ts'
import { sendWebhook, sessionEvent, userEvent } from '../support/clerk-message.ts'
import { purge } from '../support/purge-command.ts'
import { loadScheduledFunction } from '../support/scheduled-function.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ environment: { AUDIT_KEYS: auditKey, DELETION_GRACE_DAYS: '7' } })
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>

function hello({ authorization }: Person) {
  return fetch(`${app.origin}/api/hello-world`, {
    headers: { ...authorization, 'user-agent': 'Ägent "1" \\ ' },
  })
}

/** Everything that a person can do of which there is an audit row. */
async function doAll(person: Person) {
  const ask = (method: string, path: string, body: object = {}) =>
    fetch(app.origin + path, {
      method,
      headers: {
        ...person.authorization,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify(body),
    })
  const time = Date.now() - 3_600_000 * 30
  const event = sessionEvent('session.created', person.userId, `sess_${crypto.randomUUID()}`)
  const answers = [
    await hello(person),
    await ask('PUT', '/api/user/settings', { theme: 'dark', notificationsEnabled: false }),
    await ask('POST', '/api/user/exports'),
    await ask('POST', '/api/user/deletion', { confirmation: 'delete my account' }),
    await ask('DELETE', '/api/user/deletion'),
    // Clerk tells of what was more than a day ago, and from an address that Postgres writes in another way.
    await sendWebhook(app, {
      ...event,
      timestamp: time,
      event_attributes: {
        http_request: { client_ip: '2001:DB8:0:0::ffff', user_agent: 'half of a pair: \uD83D' },
      },
    }),
  ]
  expect(answers.map(({ ok }) => ok)).not.toContain(false)
}

const countRows = async (table: 'audit_logs' | 'audit_sealed_rows') => {
  const [[logs], [sealed]] = await app.database.asSystem<[{ n: number }[], { n: number }[]]>(
    (sql) => [
      sql`select count(*)::int as n from audit_logs`,
      sql`select count(*)::int as n from audit_sealed_rows`,
    ],
  )
  return (table === 'audit_logs' ? logs : sealed)?.n
}

test('the deployed function runs every hour and seals all that the app writes, once', async () => {
  const { config } = await loadScheduledFunction('seal-audit-logs')
  expect(config.schedule).toBe('@hourly')
  const ada = app.createPerson()
  await doAll(ada)
  const { line } = await sealAudit()
  expect(line).toMatchObject({ sealed: 6, leftOut: 0, isComplete: true })
  expect((await sealAudit()).line).toMatchObject({ sealed: 0, leftOut: 0, seal: line.seal + 1 })
  await hello(ada)
  const { exitCode, findings, output } = await verifyAudit({ args: [line.signature] })
  expect({ exitCode, findings }).toEqual({ exitCode: 0, findings: [] })
  expect(output).toContain('1 rows since')
  expect(output).toContain('Nobody changed, removed or inserted a row.')
})

test('what is written while seals are made is in one, however many runs there are at once', async () => {
  const people = [app.createPerson(), app.createPerson(), app.createPerson()]
  const hellos = Promise.all(
    Array.from({ length: 90 }, (_, n) => hello(people[n % 3] ?? app.createPerson())),
  )
  for (let run = 0; run < 4; run += 1) {
    const runs = await Promise.all([sealAudit(), sealAudit()])
    expect(runs.map(({ failure }) => failure)).toEqual([undefined, undefined])
  }
  expect((await hellos).filter(({ status }) => status !== 200)).toEqual([])
  await sealAudit()
  expect(await verifyAudit()).toMatchObject({ exitCode: 0, findings: [] })
  expect(await countRows('audit_sealed_rows')).toBeGreaterThanOrEqual(90)
})

test('neither retention nor an erasure is tampering, and seals forget rows that are past their time', async () => {
  const [ada, bob] = [app.createPerson(), app.createPerson()]
  await Promise.all([doAll(ada), doAll(bob)])
  await sealAudit()
  await sendWebhook(app, userEvent('user.deleted', ada.userId))
  expect(await verifyAudit()).toMatchObject({ exitCode: 0, findings: [] })

  // A message of Clerk's that comes months late.
  const event = sessionEvent('session.ended', bob.userId, 'sess_of_old')
  await sendWebhook(app, { ...event, timestamp: Date.now() - 86_400_000 * 91 })
  const before = await countRows('audit_sealed_rows')
  await sealAudit()
  const { run } = await loadScheduledFunction('purge-audit-logs')
  await run()
  expect(await verifyAudit()).toMatchObject({ exitCode: 0, findings: [] })
  await sealAudit()
  expect(await countRows('audit_sealed_rows')).toBe(before)
  expect(await verifyAudit()).toMatchObject({ exitCode: 0, findings: [] })
})

test('what went under a shorter retention period was not removed by anybody', async () => {
  const ada = app.createPerson()
  const event = sessionEvent('session.ended', ada.userId, 'sess_of_forty_days_ago')
  await sendWebhook(app, { ...event, timestamp: Date.now() - 86_400_000 * 40 })
  await hello(ada)
  await sealAudit()
  const shorter = { AUDIT_KEYS: auditKey, AUDIT_RETENTION_DAYS: '30' }
  expect(await runAuditCommand('seal', shorter)).toMatchObject({ exitCode: 0 })
  await app.database.asSystem((sql) => [
    sql`delete from audit_logs where timestamp < now() - interval '30 days'`,
  ])
  await sealAudit()
  expect(await verifyAudit()).toMatchObject({ exitCode: 0, findings: [] })
})

test('nor was what the daily run deleted, once rows are kept for longer again', async () => {
  const { userId } = app.createPerson()
  const event = sessionEvent('session.ended', userId, 'sess_of_twenty_days_ago')
  await sendWebhook(app, { ...event, timestamp: Date.now() - 86_400_000 * 20 })
  await sealAudit()
  const { output } = await purge([], { AUDIT_KEYS: auditKey, AUDIT_RETENTION_DAYS: '10' })
  expect(JSON.parse(output)).toMatchObject({ deletedRows: 1, ok: true })
  expect(await verifyAudit()).toMatchObject({ exitCode: 0, findings: [] })
})

test('a row with the id of one that has expired is another row', async () => {
  const { userId } = app.createPerson()
  const event = sessionEvent('session.ended', userId, 'sess_that_is_told_of_again')
  await sendWebhook(app, { ...event, timestamp: Date.now() - 86_400_000 * 89 })
  await sealAudit()
  const { output } = await purge([], { AUDIT_KEYS: auditKey, AUDIT_RETENTION_DAYS: '88' })
  expect(JSON.parse(output)).toMatchObject({ deletedRows: 1 })
  await sendWebhook(app, event)
  expect(await verifyAudit()).toMatchObject({ exitCode: 0, findings: [] })
  expect(await sealAudit()).toMatchObject({ line: { sealed: 1 } })
  expect(await verifyAudit()).toMatchObject({ exitCode: 0, findings: [] })
})

test('a new key goes before the former ones; without the former one nothing of its time is believed', async () => {
  const newKey = 'another key of the audit log for tests'
  expect(await verifyAudit({ keys: `${newKey}, ${auditKey}` })).toMatchObject({
    exitCode: 0,
    findings: [],
  })
  const { findings } = await verifyAudit({ keys: newKey })
  expect(findings).toContain('seal 1')
})
