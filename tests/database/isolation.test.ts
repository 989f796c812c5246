import { describe } from 'vitest'
import { onEachDatabase } from '../support/database-kinds.ts'
import { nobodyReachesAnothersRows } from './isolation/attacks.ts'
import { functionsServeTheirCallerOnly } from './isolation/functions.ts'
import { allTablesAreBound } from './isolation/tables.ts'
import { tricksReachNothing } from './isolation/tricks.ts'

onEachDatabase(['Neon over HTTP', 'PostgreSQL over TCP', 'embedded'], (subject) => {
  describe('all tables are bound', () => allTablesAreBound(subject))
  describe("another's rows", () => nobodyReachesAnothersRows(subject))
  describe('functions that run as the owner', () => functionsServeTheirCallerOnly(subject))
  describe('settings and statistics', () => tricksReachNothing(subject))
})
