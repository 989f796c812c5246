import { beforeEach, describe } from 'vitest'
import { onEachDatabase } from '../support/database-kinds.ts'
import { filesAndDatabaseFit } from './migrations/consistency.ts'
import { outsideOfTransactions } from './migrations/no-transaction.ts'
import { eachAsAWhole } from './migrations/transactions.ts'

onEachDatabase(['Neon over HTTP', 'PostgreSQL over TCP', 'embedded'], (subject) => {
  const sql = () => subject().sql

  beforeEach(async () => {
    await sql().transaction([sql()`drop schema public cascade`, sql()`create schema public`])
  })

  describe('each file as a whole', () => eachAsAWhole(sql))
  describe('files that run outside of transactions', () => outsideOfTransactions(sql))
  describe('files and database must fit', () => filesAndDatabaseFit(sql))
})
