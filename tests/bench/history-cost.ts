import { migratedDatabase } from '../support/migrated-database.ts'
import { compare, type Finding, type Pair, unit } from './finding.ts'
import { ask, type Histories } from './histories.ts'
import { startServer } from './start-server.ts'

const warmUps = 10
const repetitions = 25
const page = '/api/user/activity?limit=100'

/** How much longer answers take with a million entries of one's own among five million, and deep within them. */
export async function measureHistoryCost({ app, large }: Histories): Promise<Finding[]> {
  const full = await startServer()
  const empty = await startServer('ours', { DATABASE_URL: await migratedDatabase(app.postgres) })
  const request = (origin: string, path: string) => async () => {
    const response = await ask(app, large, origin + path)
    await response.arrayBuffer()
  }
  const deep = `&cursor=${await readCursor(app, large.userId, 9_999 * 100)}`
  const from = new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10)
  try {
    const findings: Finding[] = []
    const against = [
      ['/api/hello-world', { atMost: 1.2 }],
      [page, undefined],
      ['/activity', undefined],
      ['/account', undefined],
    ] as const
    for (const [path, target] of against) {
      const pairs = await takeTurns(request(empty.origin, path), request(full.origin, path))
      const what = `${path}: empty table, 1 of 5 million rows`
      findings.push(compare(what, pairs, unit.milliseconds, target))
    }
    for (const query of ['', deep, '&action=settings_changed', `&from=${from}&to=${from}`]) {
      const pairs = await takeTurns(request(full.origin, page), request(full.origin, page + query))
      const what = query === deep ? 'page 10,000' : query || 'itself (the noise)'
      findings.push(compare(`activity, page 1: ${what}`, pairs, unit.milliseconds, { atMost: 1.5 }))
    }
    return findings
  } finally {
    full.stop()
    empty.stop()
  }
}

/** One after the other, so that whatever else the machine does delays both alike. */
async function takeTurns(base: () => Promise<void>, ours: () => Promise<void>): Promise<Pair[]> {
  const pairs: Pair[] = []
  for (let n = -warmUps; n < repetitions; n += 1) {
    const pair = { base: await timeOf(base), ours: await timeOf(ours) }
    if (n >= 0) pairs.push(pair)
  }
  return pairs
}

async function timeOf(act: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

/** The cursor of the page that begins after so many entries. */
async function readCursor(app: Histories['app'], userId: string, entries: number): Promise<string> {
  const [rows] = await app.database.asUser<[{ position: string }[]]>(userId, (sql) => [
    sql`select to_char(timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z" ') || id
          as position
        from audit_logs where user_id = ${userId}
        order by timestamp desc, id desc offset ${entries - 1} limit 1`,
  ])
  return rows.map(({ position }) => Buffer.from(position).toString('base64url')).join('')
}
