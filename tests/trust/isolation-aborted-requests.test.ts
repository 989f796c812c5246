import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

const REQUESTS = 1_000
const AT_ONCE = 20

let app: App
beforeAll(async () => {
  const many = '999999'
  app = await startApp({ environment: { API_LIMIT_PER_USER: many, API_LIMIT_PER_ADDRESS: many } })
})
afterAll(() => app.stop())

test('requests that are aborted leave nothing to those that come after on the same connections', async () => {
  const people = Array.from({ length: 10 }, () => app.createPerson())
  const answered = new Map(people.map(({ userId }) => [userId, 0]))
  let aborted = 0

  async function say(index: number): Promise<void> {
    const person = people[index % people.length]
    if (!person) throw new Error('nobody')
    const now = Math.floor(Date.now() / 1000)
    const token = app.clerk.signToken({
      ...person.claims,
      iat: now - 5,
      nbf: now - 5,
      exp: now + 60,
    })
    const abort = new AbortController()
    const answer = fetch(`${app.origin}/api/hello-world`, {
      headers: { authorization: `Bearer ${token}` },
      signal: abort.signal,
    }).then((response) => response.json())
    if (index % 3 === 0) {
      // At another moment each time.
      for (let turns = index % 50; turns > 0; turns -= 1) await nextTurn()
      abort.abort()
    }
    try {
      expect(await answer).toMatchObject({ userId: person.userId })
      answered.set(person.userId, (answered.get(person.userId) ?? 0) + 1)
    } catch (error) {
      if (!abort.signal.aborted) throw error
      aborted += 1
    }
  }

  const left = Array.from({ length: REQUESTS }, (_, index) => index).values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const index of left) await say(index)
    }),
  )
  expect(aborted).toBeGreaterThan(0)

  const [rows] = await app.database.asSystem<[{ user_id: string; count: number }[]]>((sql) => [
    sql`select user_id, count(*)::int from audit_logs group by user_id`,
  ])
  expect(rows).toHaveLength(people.length)
  for (const { user_id, count } of rows) {
    // An aborted request may have been done all the same, but as nobody else.
    expect(count).toBeGreaterThanOrEqual(answered.get(user_id) ?? Infinity)
    expect(count).toBeLessThanOrEqual(REQUESTS / people.length)
  }
})
