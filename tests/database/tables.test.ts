import { describe } from 'vitest'
import { onEachDatabase } from '../support/database-kinds.ts'
import { theAuditLogOnlyGrows } from './tables/append-only.ts'
import { countsEqualTheRows } from './tables/counts.ts'
import { erasedUsersStayAway } from './tables/erased-users.ts'
import { onlyTheirOwnRows } from './tables/row-level-security.ts'
import { asSpecified } from './tables/specification.ts'

// Through Neon's protocol they are the same tables as through TCP: one of the two is enough.
onEachDatabase(['PostgreSQL over TCP', 'embedded'], (subject) => {
  describe('tables are as specified', () => asSpecified(subject))
  describe('users reach only their own rows', () => onlyTheirOwnRows(subject))
  describe('the audit log only grows', () => theAuditLogOnlyGrows(subject))
  describe('counts equal the rows', () => countsEqualTheRows(subject))
  describe('the erased stay away', () => erasedUsersStayAway(subject))
})
