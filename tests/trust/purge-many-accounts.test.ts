import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { orderDeletions, purge } from '../support/purge-command.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

test('all accounts have their turn, and are counted, more than a thousand too', async () => {
  await orderDeletions(app, app.createPerson().userId, 1_001)
  const dry = await purge(['--dry-run'])
  expect(JSON.parse(dry.output)).toMatchObject({ accounts: { due: 1_001 } })
  const wet = await purge([])
  expect(JSON.parse(wet.output)).toMatchObject({ accounts: { completed: 1_001, left: 0 } })
})
