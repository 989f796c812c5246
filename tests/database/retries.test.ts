import { NeonDbError } from '@neondatabase/serverless'
import type { ServerResponse } from 'node:http'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#db/client.server.ts'
import { createDatabase } from '#db/client.server.ts'
import { type DatabaseErrorKind, toDatabaseError } from '#db/database-error.ts'
import type { NeonEndpoint } from '../support/neon-endpoint.ts'
import { startHttpEndpoint } from '../support/neon-endpoint.ts'

type Answer = (response: ServerResponse) => void

const json = (status: number, body: unknown) => (response: ServerResponse) =>
  void response.writeHead(status).end(JSON.stringify(body))
const sqlError = (code: string, severity = 'ERROR') => json(400, { message: code, code, severity })
const success = json(200, {
  results: [
    { fields: [], rows: [] },
    { fields: [{ name: 'answer', dataTypeID: 23 }], rows: [['42']] },
  ],
})

// The driver retries nothing by itself, so what is counted here is the client's doing.
describe('a Neon that fails', () => {
  let endpoint: NeonEndpoint
  let database: Database
  let answers: Answer[]
  let requests: number

  beforeAll(async () => {
    endpoint = await startHttpEndpoint(async (request, response) => {
      await request.resume().toArray()
      requests += 1
      const answer = answers.shift()
      answer?.(response)
    })
    database = createDatabase(endpoint.url, { connections: 1 })
  })
  beforeEach(() => {
    requests = 0
  })
  afterAll(() => endpoint.close())

  const ask = (options: { idempotent?: boolean; deadlineMs?: number }) =>
    database.asSystem<[{ answer: number }[]]>((sql) => [sql`select 42 as answer`], options)

  const certainlyNotDone: [string, string, DatabaseErrorKind][] = [
    ['serialization failure', '40001', 'conflict'],
    ['deadlock', '40P01', 'conflict'],
    ['too many connections', '53300', 'unavailable'],
    ['starting up', '57P03', 'unavailable'],
    ['read-only, as after a failover', '25006', 'unavailable'],
  ]
  const perhapsDone: [string, Answer][] = [
    ['status 500', json(500, 'oops')],
    ['status 503', json(503, 'oops')],
    ['shut down by the administrator', sqlError('57P01')],
    ['connection lost behind the proxy', sqlError('08006')],
    ['whatever else ends the session', sqlError('XX000', 'FATAL')],
    ['whatever ends all sessions', sqlError('XX000', 'PANIC')],
    [
      'Neon itself says that it lost Postgres',
      json(400, { message: 'connection lost', code: '', severity: '' }),
    ],
    ['socket cut before the answer', (response) => response.destroy()],
    ['socket cut amid the answer', cutShort],
    ['a body that is no JSON', (response) => response.writeHead(200).end('<html>')],
    ['a body that is no result', json(200, {})],
    ['fewer results than statements', json(200, { results: [{ fields: [], rows: [] }] })],
  ]
  const final: [string, string, DatabaseErrorKind][] = [
    ['violated constraint', '23505', 'constraint'],
    ['syntax error', '42601', 'statement'],
    ['no such function', '42883', 'statement'],
    ['no such date', '22008', 'statement'],
    ['no such setting', '22023', 'statement'],
    ['login refused', '28P01', 'unavailable'],
    ['no such database', '3D000', 'unavailable'],
    ['full disk', '53100', 'unavailable'],
    ['I/O error', '58030', 'unavailable'],
    ['statement timeout', '57014', 'timeout'],
    ['lock not available', '55P03', 'conflict'],
  ]

  test.each(certainlyNotDone)('%s: any call is repeated', async (_name, code) => {
    answers = [sqlError(code), success]
    expect(await ask({})).toEqual([[{ answer: 42 }]])
    expect(requests).toBe(2)
  })

  test.each(certainlyNotDone)('%s: where it stays, it is said to pass', (_name, code, kind) => {
    const answer = Object.assign(new NeonDbError('no'), { code, severity: 'ERROR' })
    const expected = { kind, code, reason: code, repeatable: 'always', isTransient: true }
    expect(toDatabaseError(answer)).toMatchObject(expected)
  })

  test.each(perhapsDone)('%s: an idempotent call is repeated', async (_name, failure) => {
    answers = [failure, success]
    expect(await ask({ idempotent: true })).toEqual([[{ answer: 42 }]])
    expect(requests).toBe(2)
  })

  test.each(perhapsDone)('%s: any other call is not', async (_name, failure) => {
    answers = [failure, success]
    await expect(ask({})).rejects.toMatchObject({ name: 'DatabaseError', kind: 'unavailable' })
    expect(requests).toBe(1)
  })

  test.each(final)('%s: no call is repeated', async (_name, code, kind) => {
    answers = [sqlError(code), success]
    await expect(ask({ idempotent: true })).rejects.toMatchObject({
      name: 'DatabaseError',
      kind,
      code,
      reason: code,
      repeatable: 'never',
      isTransient: kind !== 'constraint' && kind !== 'statement',
    })
    expect(requests).toBe(1)
  })

  test('after two repetitions the failure is final', async () => {
    answers = [sqlError('40001'), sqlError('40001'), sqlError('40001'), success]
    await expect(ask({})).rejects.toMatchObject({ kind: 'conflict', code: '40001' })
    expect(requests).toBe(3)
  })

  test('the deadline ends the repetitions too', async () => {
    answers = [json(503, 'oops'), json(503, 'oops'), success]
    await expect(ask({ idempotent: true, deadlineMs: 50 })).rejects.toMatchObject({
      kind: 'timeout',
      cause: { kind: 'unavailable' },
    })
    expect(requests).toBe(1)
  })

  test('no answer at all ends at the deadline, and is not repeated', async () => {
    answers = []
    await expect(ask({ idempotent: true, deadlineMs: 50 })).rejects.toMatchObject({
      kind: 'timeout',
      reason: undefined,
    })
    expect(requests).toBe(1)
  })

  test('a status of HTTP is the reason', async () => {
    answers = [json(503, 'oops')]
    await expect(ask({})).rejects.toMatchObject({ reason: '503' })
  })
})

test.each([
  ['Neon', (port: number) => `postgres://user:secret@ep-${port}.local.neon.tech/database`],
  ['PostgreSQL', (port: number) => `postgres://user:secret@127.0.0.1:${port}/database`],
])('%s that is not there: any call may be repeated', async (_name, urlFor) => {
  const database = createDatabase(urlFor(await closedPort()), { connections: 1 })
  await expect(database.asSystem((sql) => [sql`select 1`])).rejects.toMatchObject({
    kind: 'unavailable',
    repeatable: 'always',
  })
  await database.close()
})

test('a host that does not exist is not sought elsewhere, and any call may be repeated', async () => {
  // No resolver asks for a name as long as this.
  const url = `postgres://user:secret@${'a'.repeat(64)}.invalid/database`
  const database = createDatabase(url, { connections: 1 })
  await expect(database.asSystem((sql) => [sql`select 1`])).rejects.toMatchObject({
    kind: 'unavailable',
    repeatable: 'always',
    reason: 'ENOTFOUND',
  })
  await database.close()
})

test.each([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CONNECT_TIMEOUT',
])('%s, however deep it lies, means that nothing can have happened', (code) => {
  const cause = Object.assign(new Error('no connection'), { code })
  // It is none of Postgres's.
  expect(toDatabaseError(cause)).toMatchObject({ repeatable: 'always', code: undefined })
  const error = toDatabaseError(new TypeError('fetch failed', { cause }))
  expect(error).toMatchObject({
    kind: 'unavailable',
    repeatable: 'always',
    reason: code,
    cause: {},
  })
})

function cutShort(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': 1000 }).write('{"results": [')
  response.destroy()
}

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no TCP address')
  return address.port
}
