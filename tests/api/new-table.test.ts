import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { sendWebhook, userEvent } from '../support/clerk-message.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
  // As a migration would make it; no code knows of it.
  await app.sql.transaction((sql) => [
    sql`create table "My diaries" (user_id varchar(255) not null, words text)`,
    sql`grant select, insert on "My diaries" to app_user`,
    sql`grant select, delete on "My diaries" to app_maintenance`,
    sql`alter table "My diaries" enable row level security, force row level security`,
    sql`create policy own_rows on "My diaries" to app_user
        using (user_id = (select app.current_user_id()))`,
    sql`create policy maintenance on "My diaries" to app_maintenance using (true)`,
  ])
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>

async function personWithDiary(...days: string[]): Promise<Person> {
  const person = app.createPerson()
  await app.database.asUser(person.userId, (sql) => [
    sql`insert into "My diaries" (user_id, words) select ${person.userId}, unnest(${days}::text[])`,
  ])
  return person
}

const download = ({ authorization }: Person) =>
  fetch(`${app.origin}/account/export`, {
    method: 'POST',
    headers: authorization,
    redirect: 'manual',
  })

const erase = async ({ userId }: Person) =>
  (await sendWebhook(app, userEvent('user.deleted', userId))).status

const diaries = () =>
  app.sql.transaction((sql) => [
    sql`select set_config('role', 'app_maintenance', true)`,
    sql`select user_id, words from "My diaries"`,
  ])

test('is part of an export, of this person’s rows alone', async () => {
  const ada = await personWithDiary('It rains.', 'It still rains.')
  await personWithDiary('Secret.')
  const { tables } = await (await download(ada)).json()
  expect(tables['My diaries']).toEqual([
    { user_id: ada.userId, words: 'It rains.' },
    { user_id: ada.userId, words: 'It still rains.' },
  ])
})

test('goes with its person, whose receipt counts it', async () => {
  const [ada, bob] = [await personWithDiary('One.', 'Two.', 'Three.'), await personWithDiary('B.')]
  expect(await erase(ada)).toBe(204)
  const [, left] = await diaries()
  expect(left).toContainEqual({ user_id: bob.userId, words: 'B.' })
  expect(JSON.stringify(left)).not.toContain(ada.userId)
  const [receipts] = await app.database.asSystem((sql) => [
    sql`select completed_at is not null as done from deletion_receipts
        where (deleted_rows->'My diaries')::int = 3`,
  ])
  expect(receipts).toEqual([{ done: true }])
})

test('is not left out in silence where the right to it is missing', async () => {
  const ada = await personWithDiary('Here.')
  await app.sql`revoke select on "My diaries" from app_user, app_maintenance`
  const response = await download(ada)
  expect(response.headers.get('location')).toBe('/account?failed=export')
  expect(await erase(ada)).toBe(500)
  await app.sql`grant select on "My diaries" to app_user, app_maintenance`
  expect(await erase(ada)).toBe(204)
})
