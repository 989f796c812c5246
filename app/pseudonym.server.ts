import { createHash } from 'node:crypto'

/** A name for a person by which their requests can be found together, but not who it is. */
export const pseudonymOf = (userId: string) =>
  createHash('sha256').update(userId).digest('hex').slice(0, 16)
