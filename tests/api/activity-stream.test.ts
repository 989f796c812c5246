import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { watchStatements } from '../support/watch-statements.ts'

let app: App
const statements = await watchStatements('audit_logs')
beforeAll(async () => {
  app = await startApp({ throughProxy: (url) => statements.through(url) })
})
afterAll(async () => {
  await app.stop()
  await statements.close()
})

type Person = ReturnType<App['createPerson']>

/** Somebody whose file is far larger than what sockets hold, and how many statements read all of it. */
async function createPersonWithLargeFile() {
  const person = app.createPerson()
  await app.database.asUser(
    person.userId,
    (sql) => [
      sql`insert into audit_logs (user_id, action, timestamp, user_agent)
          select ${person.userId}, 'hello_world_accessed', now() - n * interval '1 second',
            repeat('"', 500)
          from generate_series(1, 12000) as n`,
    ],
    { deadlineMs: 30_000 },
  )
  const before = statements.count
  const { length } = await (await download(person)).text()
  return { person, length, all: statements.count - before }
}

const download = ({ authorization }: Person, signal?: AbortSignal) =>
  fetch(`${app.origin}/activity/download/csv`, { headers: authorization, signal: signal ?? null })

/** Waits until the app reads nothing more of the log, while it answers other requests of the same person. */
async function untilNothingIsRead({ authorization }: Person) {
  let quiet = 0
  while (quiet < 20) {
    const before = statements.count
    const response = await fetch(`${app.origin}/api/user/settings`, { headers: authorization })
    await response.text()
    quiet = statements.count === before ? quiet + 1 : 0
  }
}

test('reads no further than its reader, and to the end when they go on', async () => {
  const { person, length, all } = await createPersonWithLargeFile()
  const before = statements.count
  const response = await download(person)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = (await reader?.read())?.value ?? ''
  await untilNothingIsRead(person)
  expect(statements.count - before).toBeLessThan(all)

  for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
    text += part.value
  expect(text.length).toBe(length)
  expect(statements.count - before).toBe(all)
})

test('reads no further when its reader is gone', async () => {
  const { person, all } = await createPersonWithLargeFile()
  const before = statements.count
  const gone = new AbortController()
  const response = await download(person, gone.signal)
  await response.body?.getReader().read()
  gone.abort()
  await untilNothingIsRead(person)
  const read = statements.count - before
  expect(read).toBeGreaterThan(0)
  expect(read).toBeLessThan(all)
})
