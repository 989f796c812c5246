import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>

function post({ authorization }: Person, path: string, body: string, key?: string) {
  const headers = {
    ...authorization,
    'content-type': 'application/json',
    ...(key !== undefined && { 'idempotency-key': key }),
  }
  return fetch(`${app.origin}${path}`, { method: 'POST', headers, body })
}
const get = ({ authorization }: Person, path: string) =>
  fetch(`${app.origin}${path}`, { headers: authorization })
const cancel = ({ authorization }: Person) =>
  fetch(`${app.origin}/api/user/deletion`, { method: 'DELETE', headers: authorization })

async function actions({ userId }: Person): Promise<string[]> {
  const [rows] = await app.database.asUser<[{ action: string }[]]>(userId, (sql) => [
    sql`select action from audit_logs order by timestamp, id`,
  ])
  return rows.map(({ action }) => action)
}

const confirm = '{"confirmation":"delete my account"}'
const operations = [
  ['/api/user/exports', '{}', '', 201],
  ['/api/user/deletion', confirm, '{"confirmation":"Delete my account"}', 202],
] as const

test.each(operations)(
  '%s: the same key gives the same answer, once',
  async (path, body, other, status) => {
    const person = app.createPerson()
    const key = crypto.randomUUID()
    const answers = await Promise.all(
      [key, key, `"${key}"`, key].map(async (each) => {
        const response = await post(person, path, body, each)
        return { status: response.status, body: await response.json() }
      }),
    )
    expect(answers[0]?.status).toBe(status)
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await actions(person)).toHaveLength(1)

    const reused = await post(person, path, other, key)
    expect(reused.status).toBe(422)
    expect(await reused.json()).toMatchObject({ type: '/docs/problems/idempotency-key-reused' })
    expect(await actions(person)).toHaveLength(1)
  },
)

test('a key is its owner’s: another person’s request with it is another request', async () => {
  const [ada, bob] = [app.createPerson(), app.createPerson()]
  const key = crypto.randomUUID()
  const first = await (await post(ada, '/api/user/exports', '{}', key)).json()
  const second = await (await post(bob, '/api/user/exports', '{}', key)).json()
  expect(second.id).not.toBe(first.id)
  expect((await get(bob, first.href)).status).toBe(404)
})

test('without a key, or with another, it is another request', async () => {
  const person = app.createPerson()
  await post(person, '/api/user/exports', '{}')
  await post(person, '/api/user/exports', '{}')
  await post(person, '/api/user/exports', '{}', crypto.randomUUID())
  expect(await actions(person)).toHaveLength(3)
})

test.each(['short', 'x'.repeat(129), 'mäßig lang', '"un"closed"'])(
  'refuses the key %s',
  async (key) => {
    const person = app.createPerson()
    const response = await post(
      person,
      '/api/user/exports',
      '{}',
      encodeURI(key).replaceAll('%22', '"').replaceAll('%', '!'),
    )
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ header: 'idempotency-key' }] })
  },
)

test('a repeated order does not order again what was taken back meanwhile', async () => {
  const person = app.createPerson()
  const key = crypto.randomUUID()
  const first = await (await post(person, '/api/user/deletion', confirm, key)).json()
  expect((await cancel(person)).status).toBe(204)
  const repeated = await post(person, '/api/user/deletion', confirm, key)
  expect(await repeated.json()).toEqual(first)
  expect((await get(person, '/api/user/deletion')).status).toBe(404)
  expect(await actions(person)).toEqual(['deletion_requested', 'deletion_cancelled'])
})

test('an export: asked for by POST, read by GET, and by nobody else', async () => {
  const person = app.createPerson()
  await fetch(`${app.origin}/api/hello-world`, { headers: person.authorization })
  const asked = await post(person, '/api/user/exports', '')
  const { href } = await asked.json()
  expect(asked.headers.get('location')).toBe(href)
  const document = await (await get(person, href)).json()
  expect(document).toMatchObject({ userId: person.userId, file: 1, isLast: true })
  expect(document.tables.audit_logs.map(({ action }: { action: string }) => action)).toEqual([
    'hello_world_accessed',
    'export_requested',
  ])
  expect((await get(app.createPerson(), href)).status).toBe(404)
  expect((await get(person, `/api/user/exports/${crypto.randomUUID()}`)).status).toBe(404)
  expect((await get(person, '/api/user/exports/nonsense')).status).toBe(404)
  expect((await get(person, `${href}?file=x`)).status).toBe(400)
})

test('an order to delete: read, refused twice, taken back', async () => {
  const person = app.createPerson()
  expect((await get(person, '/api/user/deletion')).status).toBe(404)
  const ordered = await (await post(person, '/api/user/deletion', confirm)).json()
  expect(await (await get(person, '/api/user/deletion')).json()).toEqual(ordered)
  const again = await post(person, '/api/user/deletion', confirm)
  expect(again.status).toBe(409)
  expect(await again.json()).toMatchObject({ type: '/docs/problems/deletion-ordered' })
  expect((await cancel(person)).status).toBe(204)
  expect((await cancel(person)).status).toBe(404)
})

test('an order that is due can no longer be taken back', async () => {
  const person = app.createPerson()
  await post(person, '/api/user/deletion', confirm)
  await app.sql.transaction((sql) => [
    sql`select set_config('role', 'app_user', true), set_config('app.user_id', ${person.userId}, true)`,
    sql`delete from account_deletions`,
    sql`insert into account_deletions (user_id, requested_at, due_at)
        values (${person.userId}, now() - interval '7 days', now())`,
  ])
  const response = await cancel(person)
  expect(response.status).toBe(409)
  expect(await response.json()).toMatchObject({ type: '/docs/problems/deletion-due' })
})

test('an order needs a session that was verified lately', async () => {
  const person = app.createPerson()
  const token = app.clerk.signToken({ ...person.claims, fva: [11, -1] })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(`${app.origin}/api/user/deletion`, {
    method: 'POST',
    headers,
    body: confirm,
  })
  expect(response.status).toBe(403)
  expect(await response.json()).toMatchObject({ type: '/docs/problems/reverification-required' })
  expect(await actions(person)).toEqual([])
})
