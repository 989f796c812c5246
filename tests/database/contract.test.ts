import { describe, expect, test } from 'vitest'
import { onEachDatabase } from '../support/database-kinds.ts'
import { callsAreApart } from './contract/calls.ts'
import { deadlinesHold, serverGivesUpToo } from './contract/deadlines.ts'
import { errorsTellWhatFailed } from './contract/errors.ts'
import type { Row } from './contract/statements.ts'
import { valuesComeBack } from './contract/values.ts'

// What the application may rely on, whichever database it runs on.
const subjects = onEachDatabase(
  ['Neon over HTTP', 'PostgreSQL over TCP', 'embedded'],
  (subject) => {
    describe('values', () => valuesComeBack(subject))
    describe('errors', () => errorsTellWhatFailed(subject))
    describe('calls', () => callsAreApart(subject))
    describe('deadlines', () => deadlinesHold(subject))
  },
)

onEachDatabase(['Neon over HTTP', 'PostgreSQL over TCP'], serverGivesUpToo)

test('calls to all of them at once reach each its own', async () => {
  const user = 'user_of_all'
  await Promise.all(
    subjects.map(({ database }, index) =>
      database.asUser(user, (sql) => [
        sql`insert into audit_logs (user_id, action, user_agent) values (${user}, 'user_signin', ${index})`,
      ]),
    ),
  )
  const answers = await Promise.all(
    subjects.map(({ database }) =>
      database.asUser<[Row[]]>(user, (sql) => [sql`select user_agent from audit_logs`]),
    ),
  )
  expect(answers).toEqual(subjects.map((_subject, index) => [[{ user_agent: String(index) }]]))
})
