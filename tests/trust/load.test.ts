import { execFileSync } from 'node:child_process'
import { setTimeout as pass } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openDriver } from '#db/driver.server.ts'
import { startAppProcess } from '../support/app-process.ts'
import { eventually } from '../support/database-eventually.ts'
import { migratedDatabase } from '../support/migrated-database.ts'
import { type Exchange, sendMixedTraffic } from '../support/mixed-traffic.ts'
import { startPostgres } from '../support/postgres-server.ts'

const minute = 60_000
// Nobody is held up: how limits hold is tested elsewhere.
const noLimits = { API_LIMIT_PER_USER: '999999', API_LIMIT_PER_ADDRESS: '999999' }

async function startLoadedApp() {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const url = await migratedDatabase(postgres)
  const app = await startAppProcess(url, noLimits)
  onTestFinished(async () => void (await app.program.stop()))
  await app.isUp()
  const { sql, close } = openDriver(postgres.asSuperuser(url), 1)
  onTestFinished(close)
  return { app, postgres, sql }
}
type Loaded = Awaited<ReturnType<typeof startLoadedApp>>

const isDone = ({ answer }: Exchange) => answer?.status === 200
const failed = (exchanges: Exchange[]) =>
  exchanges.filter((exchange) => !isDone(exchange) && !isTrulyLate(exchange))
/** It tells whether the database answers within two seconds: on a machine that is too busy for that, no. */
const isTrulyLate = ({ kind, answer }: Exchange) =>
  kind === 'health' && Number(/"latencyMs":(\d+)/.exec(answer?.body ?? '')?.[1]) >= 2_000
const rowsOf = (exchanges: Exchange[]) =>
  exchanges.filter(({ row }) => row).map(({ id, userId, row }) => `${id} ${userId} ${row}`)

/** Every audit row, by the request that wrote it, whose it is and what it tells. */
async function readRows({ sql }: Loaded): Promise<string[]> {
  const rows = await sql`select concat_ws(' ', request_id, user_id, action) as row from audit_logs`
  return rows.map(({ row }) => String(row))
}

const without = (rows: string[], others: string[]) => {
  const known = new Set(others)
  return rows.filter((row) => !known.has(row))
}
const doubled = (rows: string[]) => rows.filter((row, index) => rows.indexOf(row) !== index)

/** How many rows each person's counters have, beside how many there are. */
const wrongCounts = ({ sql }: Loaded) => sql`
  select * from audit_log_counts full join (
    select user_id, action, count(*) as rows from audit_logs group by user_id, action
  ) as there using (user_id, action) where count is distinct from rows`

/** Nobody was shown another person's answer. */
function expectOwnAnswers(exchanges: Exchange[], emails: Map<string, string>) {
  for (const { kind, userId, answer } of exchanges.filter(isDone)) {
    const body = answer?.body ?? ''
    if (kind === 'hello') expect(JSON.parse(body)).toMatchObject({ userId })
    if (!kind.endsWith('page')) continue
    const shown = new Set(body.match(/[\w-]{36}@example\.com/g))
    expect([...shown]).toEqual([emails.get(userId)])
  }
}

/** In megabytes, what the process holds. */
function memoryOf({ app }: Loaded): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(app.program.pid)])
  return Number(kilobytes.toString()) / 1024
}
/** Half of what Netlify gives a function. */
const memoryLimit = 512

test('50 connections for a minute: no error, and a row for each answer', async () => {
  const loaded = await startLoadedApp()
  const traffic = sendMixedTraffic(loaded.app)
  await pass(minute)
  const exchanges = await traffic.ended()

  expect(failed(exchanges)).toEqual([])
  const rows = await readRows(loaded)
  expect(rows.toSorted()).toEqual(rowsOf(exchanges).toSorted())
  expect(new Set(exchanges.map(({ kind }) => kind)).size).toBe(9)
  expect(await wrongCounts(loaded)).toEqual([])
  expectOwnAnswers(exchanges, traffic.emails)
  expect(memoryOf(loaded)).toBeLessThan(memoryLimit)
})

test('the same while the database crashes and comes back', async () => {
  const loaded = await startLoadedApp()
  const traffic = sendMixedTraffic(loaded.app)
  await pass(minute / 3)
  await loaded.postgres.crash()
  await eventually(async () => failed(traffic.exchanges).length).toBeGreaterThan(50)
  await loaded.postgres.restart()
  const latest = async () => failed(traffic.exchanges.slice(-200))
  await eventually(latest).toEqual([])
  const upAgainAt = performance.now()
  await pass(minute - minute / 3)
  const exchanges = await traffic.ended()

  // Who had no answer was told to ask again, or saw the connection cut.
  for (const { answer } of failed(exchanges)) {
    if (!answer) continue
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
  }
  // The app needed no restart of its own.
  expect(failed(exchanges.filter(({ sentAt }) => sentAt > upAgainAt))).toEqual([])

  const rows = await readRows(loaded)
  const promised = rowsOf(exchanges.filter(isDone))
  expect(without(promised, rows)).toEqual([])
  expect(without(without(rows, promised), rowsOf(failed(exchanges)))).toEqual([])
  expect(doubled(rows)).toEqual([])
  expect(await wrongCounts(loaded)).toEqual([])
  expectOwnAnswers(exchanges, traffic.emails)
  expect(memoryOf(loaded)).toBeLessThan(memoryLimit)
})
