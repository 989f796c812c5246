import { randomUUID } from 'node:crypto'
import { openDriver } from '../../../db/driver.server.ts'
export { readUserId } from './session.ts'

// What the app does for an answer, and nothing else: its statements, through its driver.
const { sql } = openDriver(process.env.DATABASE_URL, 10)

/** What GET /api/hello-world answers, its row written and the request counted. */
export async function sayHello(userId: string, address: string, agent: string | null) {
  const id = randomUUID()
  const action = 'hello_world_accessed'
  const results = await sql.transaction([
    asUser(userId),
    sql`select app.refuse_erased_caller()`,
    sql`select remaining, reset_seconds as "resetSeconds"
        from app.count_request(${address}, ${999_999}::int)`,
    sql`insert into audit_logs (id, user_id, action, ip_address, user_agent, request_id, mark)
        values (${id}, ${userId}, ${action}, ${address}, ${agent}, ${randomUUID()}, 'none')
        on conflict (id) do nothing`,
    sql`select audit_logs.timestamp, counts.count
        from audit_logs join audit_log_counts as counts using (user_id, action)
        where audit_logs.id = ${id} and user_id = ${userId}`,
  ])
  const [row] = results[4] ?? []
  return {
    message: 'hello world',
    userId,
    timestamp: row?.timestamp.toISOString(),
    status: 'success',
    requestCount: Number(row?.count),
  }
}

/** What the settings page shows. */
export async function readSettings(userId: string) {
  const results = await sql.transaction([
    asUser(userId),
    sql`select app.refuse_erased_caller()`,
    sql`select theme, notifications_enabled as "notificationsEnabled",
          extract(epoch from updated_at)::text as version
        from user_settings where user_id = ${userId}`,
  ])
  const [row] = results[2] ?? []
  return {
    theme: String(row?.theme ?? 'system'),
    notificationsEnabled: Boolean(row?.notificationsEnabled ?? true),
    version: String(row?.version ?? 'none'),
  }
}

const asUser = (userId: string) =>
  sql`select set_config('role', 'app_user', true), set_config('app.user_id', ${userId}, true),
      set_config('statement_timeout', '5000', true)`
