import type { App } from '../support/app.ts'

type Person = ReturnType<App['createPerson']>

export interface Histories {
  app: App
  /** Has ten entries. */
  small: Person
  /** Has a million. */
  large: Person
}

const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36'

/** The app, with five million entries of 89 days in its database: of one person ten, of one a million. */
export async function startHistories(app: App): Promise<Histories> {
  const small = app.createPerson()
  const large = app.createPerson()
  await writeHistory(app, small.userId, 10)
  await writeHistory(app, large.userId, 1_000_000)
  for (let other = 0; other < 40; other += 1)
    await writeHistory(app, app.createPerson().userId, 100_000)
  await app.sql`vacuum analyze`
  return { app, small, large }
}

/** @param firstDay how many days ago the newest entry was */
export async function writeHistory(app: App, userId: string, count: number, firstDay = 0) {
  const days = firstDay ? 10 : 89
  await app.database.asUser(
    userId,
    (sql) => [
      sql`insert into audit_logs (user_id, action, timestamp, ip_address, user_agent, request_id)
          select ${userId},
            case when n % 10 = 0 then 'settings_changed' else 'hello_world_accessed' end,
            now() - ${firstDay}::int * interval '1 day' - n * ${days}::int * interval '1 day' / ${count}::int,
            '203.0.113.9', ${agent}, gen_random_uuid()::text
          from generate_series(1, ${count}::int) as n`,
    ],
    { deadlineMs: 600_000 },
  )
}

/** Asks with a new token: one ends after a minute, a measurement may not. */
export async function ask(
  app: App,
  { userId }: Pick<Person, 'userId'>,
  url: string,
  method = 'GET',
): Promise<Response> {
  const { token } = app.clerk.signIn(userId, app.origin)
  const response = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } })
  if (!response.ok) throw new Error(`${url} answers ${response.status}.`)
  return response
}
