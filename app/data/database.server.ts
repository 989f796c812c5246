import { z } from 'zod'
import { env } from '#app/env.server.ts'
import { currentRequest, type Quota, type RequestScope } from '#app/request-scope.server.ts'
import { currentSpan } from '#app/telemetry/span.server.ts'
import { createDatabase, type Database, type Statements } from '#db/client.server.ts'
import { DatabaseError } from '#db/database-error.ts'
import { type CallOptions, defaultDeadlineMs } from '#db/within-deadline.server.ts'
import { batchCalls, type Send } from './batched-calls.server.ts'
import { limitedCaller } from './limited-caller.server.ts'
import { requireRowSecurity } from './row-security.server.ts'

// Connections open as they are needed: on Netlify, where an instance answers one request at a time,
// that is one.
const client = createDatabase(env.DATABASE_URL, { connections: 10 })

/**
 * The one database of this process; see db/client.server.ts. A call that is the first of a request under a
 * limit counts it, and what can be repeated goes with what else the request asks for, in the same round trip.
 * @throws a Response: 429 of a caller who sent too many requests, 401 of a person who was erased; nothing of the
 * call took effect
 */
export const database: Database = {
  ...client,
  async asUser(userId, statements, options) {
    try {
      const request = currentRequest()
      if (!request || !options?.idempotent || options.deadlineMs)
        return await callAsUser(userId, statements, options)
      const results = await batchOf(request, userId)((sql) => [...statements(sql)])
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- SQL has no types to check
      return results as never
    } catch (error) {
      // A session token outlives its user by up to a minute: whoever comes with it is signed out.
      if (isRefusedAsErased(error)) throw new Response(null, { status: 401 })
      throw error
    }
  },
  asSystem: (statements, options) =>
    call((...args) => client.asSystem(...args), 'address', statements, options),
}

const batches = new WeakMap<RequestScope, { userId: string; send: Send }>()

/** What sends a person's calls together with the others of the request. */
function batchOf(request: RequestScope, userId: string): Send {
  const known = batches.get(request)
  if (known?.userId === userId) return known.send
  const send = batchCalls((statements) =>
    callAsUser<unknown[][]>(userId, statements, { idempotent: true }),
  )
  batches.set(request, { userId, send })
  return send
}

function callAsUser<Results extends readonly unknown[][]>(
  userId: string,
  statements: Statements<Results>,
  options?: CallOptions,
): Promise<Results> {
  return call((...args) => client.asUser(userId, ...args), 'user', statements, options)
}

/** Whether the database refused to write about a person who was erased. */
export function isRefusedAsErased(error: unknown): boolean {
  return error instanceof DatabaseError && error.constraint === 'user_not_erased'
}

const limits = { user: env.API_LIMIT_PER_USER, address: env.API_LIMIT_PER_ADDRESS }

/** Counts the current request if it is under a limit and no call did so yet. */
export async function countRequest(userId: string | null): Promise<void> {
  if (!currentRequest()?.mustCount) return
  // Not to count a request is worse than to count it twice.
  const options = { idempotent: true }
  await (userId ? database.asUser(userId, () => [], options) : database.asSystem(() => [], options))
}

type Call = <Results extends readonly unknown[][]>(
  statements: Statements<Results>,
  options: CallOptions | undefined,
) => Promise<Results>
const quotaRow = z.object({ remaining: z.int(), resetSeconds: z.int() })

async function call<Results extends readonly unknown[][]>(
  send: Call,
  policy: Quota['policy'],
  statements: Statements<Results>,
  given: CallOptions = {},
): Promise<Results> {
  const request = currentRequest()
  const limit = limits[policy]
  const role = policy === 'user' ? 'app_user' : 'app_maintenance'
  const facts = { 'db.system.name': 'postgresql', 'db.role': role }
  const span = currentSpan()?.open('db', facts, 'client')
  const start = performance.now()
  const { deadlineMs = defaultDeadlineMs } = given
  try {
    const mustCount = request?.mustCount
    if (request) request.mustCount = false
    if (import.meta.env.PROD) await requireRowSecurity(client, { deadlineMs })
    const options = { ...given, deadlineMs: start + deadlineMs - performance.now() }
    if (!request || !mustCount) return await send(statements, options)
    const [counted, ...results] = await send<unknown[][]>(
      (sql) => [
        sql`select remaining, reset_seconds as "resetSeconds"
            from app.count_request(${limitedCaller(request.clientAddress)}, ${limit}::int)`,
        ...statements(sql),
      ],
      options,
    )
    request.quota = { policy, limit, ...quotaRow.parse(counted?.[0]) }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is left when the first is gone
    return results as unknown as Results
  } catch (error) {
    if (request && error instanceof DatabaseError && error.code === 'PT429') {
      request.quota = { policy, limit, remaining: 0, resetSeconds: Number(error.detail) }
      throw new Response(null, { status: 429 })
    }
    if (request && error instanceof DatabaseError && error.isTransient) request.isUnavailable = true
    span?.fail(error instanceof DatabaseError ? (error.reason ?? error.kind) : 'other')
    throw error
  } finally {
    span?.end()
    if (request) {
      request.databaseMs += performance.now() - start
      request.roundTrips += 1
    }
  }
}
