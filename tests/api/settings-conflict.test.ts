import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

type Person = ReturnType<App['createPerson']>

/** Sends the form of somebody who had saved nothing when they opened it. */
const send = ({ authorization }: Person, theme: string) =>
  fetch(`${app.origin}/settings`, {
    method: 'POST',
    headers: { origin: app.origin, ...authorization },
    body: new URLSearchParams({ theme, notificationsEnabled: 'on', version: 'none' }),
    redirect: 'manual',
  })

const callApi = ({ authorization }: Person, change?: object) =>
  fetch(`${app.origin}/api/user/settings`, {
    ...(change && { method: 'PUT', body: JSON.stringify(change) }),
    headers: { ...authorization, 'content-type': 'application/json' },
  })
const settings = async (person: Person) => (await callApi(person)).json()

test('the defaults, saved meanwhile, are no conflict: nothing that was seen changed', async () => {
  const ada = app.createPerson()
  await callApi(ada, { theme: 'light', notificationsEnabled: true })
  expect((await send(ada, 'dark')).status).toBe(302)
  expect(await settings(ada)).toMatchObject({ theme: 'dark', notificationsEnabled: true })
})

test('anything else, saved meanwhile, is a conflict and stays', async () => {
  const ada = app.createPerson()
  await callApi(ada, { theme: 'system' })
  expect((await send(ada, 'dark')).status).toBe(409)
  expect(await settings(ada)).toMatchObject({ theme: 'system' })
})
