import { type App, startApp } from '../support/app.ts'

type Person = ReturnType<App['createPerson']>

export interface Histories {
  app: App
  /** Has ten entries. */
  small: Person
  /** Has a million. */
  large: Person
}

/** What was measured: two numbers, and what the second is beside the first. */
export type Findings = Record<string, { from: string; to: string; change: string }>

/** The app, with a short and a long history of 89 days in its database. */
export async function startHistories(): Promise<Histories> {
  const app = await startApp({ environment: { API_LIMIT_PER_USER: '999999' } })
  const small = app.createPerson()
  const large = app.createPerson()
  await writeHistory(app, small, 10)
  await writeHistory(app, large, 1_000_000)
  await app.sql`analyze`
  return { app, small, large }
}

async function writeHistory(app: App, { userId }: Person, count: number) {
  const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36'
  await app.database.asUser(
    userId,
    (sql) => [
      sql`insert into audit_logs (user_id, action, timestamp, ip_address, user_agent, request_id)
          select ${userId}, 'hello_world_accessed', now() - n * interval '89 days' / ${count}::int,
            '203.0.113.9', ${agent}, gen_random_uuid()::text
          from generate_series(1, ${count}::int) as n`,
    ],
    { deadlineMs: 300_000 },
  )
}

/** Asks with a new token: one ends after a minute, a measurement may not. */
export async function ask({ app }: Histories, { userId }: Person, url: string): Promise<Response> {
  const { token } = app.clerk.signIn(userId, app.origin)
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  if (response.status !== 200) throw new Error(`${url} answers ${response.status}.`)
  return response
}
