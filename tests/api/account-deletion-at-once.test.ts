import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { loadScheduledFunction } from '../support/scheduled-function.ts'

const receiptKey = 'a key that only this installation has'

let app: App
beforeAll(async () => {
  process.env.DELETION_GRACE_DAYS = '0'
  app = await startApp({ environment: { RECEIPT_KEY: receiptKey } })
})
afterAll(() => app.stop())

const deleteAccount = (person: ReturnType<App['createPerson']>) =>
  fetch(`${app.origin}/account/delete`, {
    method: 'POST',
    headers: {
      origin: app.origin,
      cookie: person.cookie,
    },
    body: new URLSearchParams({ confirmation: 'Delete my account' }),
    redirect: 'manual',
  })

async function rows(userId: string) {
  const [logs, orders] = await app.database.asSystem<[unknown[], unknown[]]>((sql) => [
    sql`select from audit_logs where user_id = ${userId}`,
    sql`select from account_deletions where user_id = ${userId}`,
  ])
  return { logs: logs.length, orders: orders.length }
}

test('without a grace period everything goes at once, the cookies too', async () => {
  const person = app.createPerson()
  const response = await deleteAccount(person)
  expect(response.headers.get('location')).toBe('/account/deleted')
  expect(await rows(person.userId)).toEqual({ logs: 0, orders: 0 })
  for (const name of ['__session', '__client_uat', 'theme', 'deletion'])
    expect(response.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(new RegExp(`^${name}=.*Max-Age=0`)),
    )
  // The token lives on for a minute, but nothing can be written with it.
  const hello = await fetch(`${app.origin}/api/hello-world`, { headers: person.authorization })
  expect(hello.status).toBe(401)
})

test('whoever has RECEIPT_KEY and the id finds the receipt', async () => {
  const person = app.createPerson()
  await deleteAccount(person)
  const subject = createHmac('sha256', receiptKey).update(person.userId).digest('hex')
  const [found] = await app.database.asSystem((sql) => [
    sql`select action from deletion_receipts where subject = ${subject}`,
  ])
  expect(found).toEqual([{ action: 'deletion_completed' }])
})

test('what fails is said, and finished by the next run', async () => {
  const person = app.createPerson()
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {})
  app.setClerkDown(true)
  const response = await deleteAccount(person)
  app.setClerkDown(false)
  silent.mockRestore()
  expect(response.headers.get('location')).toBe('/account/deleted?unfinished')
  expect(await rows(person.userId)).toEqual({ logs: 1, orders: 1 })
  await (await loadScheduledFunction('purge-audit-logs')).run()
  expect(await rows(person.userId)).toEqual({ logs: 0, orders: 0 })
})

test('a request that is repeated after its order was taken back deletes nobody', async () => {
  const person = app.createPerson()
  const order = () =>
    fetch(`${app.origin}/api/user/deletion`, {
      method: 'POST',
      headers: {
        ...person.authorization,
        'content-type': 'application/json',
        'idempotency-key': 'the-same-each-time',
      },
      body: JSON.stringify({ confirmation: 'delete my account' }),
    })
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {})
  app.setClerkDown(true)
  expect((await order()).status).toBe(202)
  app.setClerkDown(false)
  silent.mockRestore()
  // As it was while there were days to think better of it.
  await app.database.asSystem((sql) => [
    sql`delete from account_deletions where user_id = ${person.userId}`,
  ])
  expect((await order()).status).toBe(202)
  expect(await rows(person.userId)).toEqual({ logs: 1, orders: 0 })
  expect((await app.askClerk('GET', person.userId)).status).toBe(200)
})
