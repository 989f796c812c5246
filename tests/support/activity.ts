import type { App } from './app.ts'

interface Row {
  id?: string
  timestamp: string
  action?: string
  userAgent?: string | null
}

/** Writes rows into a person's audit log, as they themselves would. */
export async function writeActivity(app: App, userId: string, rows: Row[]) {
  const full = rows.map(
    ({ id = crypto.randomUUID(), action = 'hello_world_accessed', userAgent = null, ...row }) => ({
      id,
      action,
      user_agent: userAgent,
      ...row,
    }),
  )
  await app.database.asUser(userId, (sql) => [
    sql`insert into audit_logs (id, user_id, action, timestamp, user_agent)
        select id, ${userId}, action, timestamp, user_agent
        from json_to_recordset(${JSON.stringify(full)})
          as row (id uuid, action text, timestamp timestamptz, user_agent text)`,
  ])
}

/** Writes `count` small rows, a second apart. */
export async function writeMuchActivity(app: App, userId: string, count: number) {
  await app.database.asUser(
    userId,
    (sql) => [
      sql`insert into audit_logs (user_id, action, timestamp)
          select ${userId}, 'hello_world_accessed', now() - n * interval '1 second'
          from generate_series(1, ${count}::int) as n`,
    ],
    { deadlineMs: 30_000 },
  )
}

/** Writes `count` rows, a second apart, of which seven fit into a file. */
export async function writeLargeActivity(app: App, userId: string, count: number) {
  await app.database.asUser(userId, (sql) => [
    sql`insert into audit_logs (user_id, action, timestamp, user_agent)
        select ${userId}, 'hello_world_accessed', now() - n * interval '1 second', repeat('"', 1000000)
        from generate_series(1, ${count}::int) as n`,
  ])
}

/** The ids of all of a person's rows, newest first. */
export async function activityIds(app: App, userId: string): Promise<string[]> {
  const [rows] = await app.database.asUser<[{ id: string }[]]>(userId, (sql) => [
    sql`select id from audit_logs order by timestamp desc, id desc`,
  ])
  return rows.map(({ id }) => id)
}
