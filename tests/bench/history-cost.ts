import { ask, type Findings, type Histories } from './histories.ts'
import { startServer } from './start-server.ts'

const warmUps = 10
const repetitions = 25
const page = '/api/user/activity?limit=100'
const paths = ['/api/hello-world', page, '/activity', '/account', '/activity/download']

/** The median time of answers: with ten entries and with a million, on page 1 and on page 10,000. */
export async function measureHistoryCost(histories: Histories): Promise<Findings> {
  const { small, large } = histories
  const server = await startServer()
  const request = (person: typeof small, path: string) => async () => {
    const response = await ask(histories, person, server.origin + path)
    await response.arrayBuffer()
  }
  try {
    const findings: Findings = {}
    for (const path of paths) {
      const what = `${path}: 10 rows, a million`
      findings[what] = await compare(request(small, path), request(large, path))
    }
    const deep = `${page}&cursor=${await readCursor(histories, 9_999 * 100)}`
    const what = `${page}: page 1, page 10,000`
    findings[what] = await compare(request(large, page), request(large, deep))
    return findings
  } finally {
    server.stop()
  }
}

/** Takes turns, so that whatever else the machine does delays both alike. */
async function compare(one: () => Promise<void>, other: () => Promise<void>) {
  const times = []
  for (let n = -warmUps; n < repetitions; n += 1) {
    const both = { from: await timeOf(one), to: await timeOf(other) }
    if (n >= 0) times.push(both)
  }
  const from = median(times.map((both) => both.from))
  const to = median(times.map((both) => both.to))
  return {
    from: `${from.toFixed(1)} ms`,
    to: `${to.toFixed(1)} ms`,
    change: `× ${(to / from).toFixed(2)}`,
  }
}

async function timeOf(act: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN
}

/** The cursor of the page that begins after so many entries. */
async function readCursor({ app, large }: Histories, entries: number): Promise<string> {
  const [rows] = await app.database.asUser<[{ position: string }[]]>(large.userId, (sql) => [
    sql`select to_char(timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z" ') || id
          as position
        from audit_logs where user_id = ${large.userId}
        order by timestamp desc, id desc offset ${entries - 1} limit 1`,
  ])
  return rows.map(({ position }) => Buffer.from(position).toString('base64url')).join('')
}
