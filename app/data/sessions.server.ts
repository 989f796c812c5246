import type { Client } from '#app/request-scope.server.ts'
import { markOf } from './audit-mark.server.ts'
import { database, isRefusedAsErased } from './database.server.ts'
import { derivedId } from './derived-id.ts'

/** What a message of Clerk's says about a session: it began or it is over. */
export interface SessionEvent {
  action: 'user_signin' | 'user_signout'
  sessionId: string
  userId: string
  time: Date
  client: Client
}

/**
 * Writes the audit row of a sign-in or sign-out, once for each message and each session: a session that was
 * first ended and then removed is one sign-out. About an erased person nothing is written.
 */
export async function recordSessionEvent(messageId: string, event: SessionEvent): Promise<void> {
  const { action, sessionId, userId, time, client } = event
  // The same row has the same id, whichever message brings it and however late.
  const id = derivedId(action, sessionId)
  try {
    await database.asSystem(
      (sql) => [
        sql`with message as (
              insert into webhook_messages (id) values (${messageId})
              on conflict (id) do nothing returning id
            )
            insert into audit_logs
              (id, user_id, action, timestamp, ip_address, user_agent, request_id, mark)
            select ${id}::uuid, ${userId}, ${action}, ${time.toISOString()}::timestamptz,
              ${client.ipAddress}::inet, ${client.userAgent}, ${client.requestId},
              ${markOf({ id, userId, action, client })}
            from message
            on conflict (id) do nothing`,
      ],
      { idempotent: true },
    )
  } catch (error) {
    if (!isRefusedAsErased(error)) throw error
  }
}
