import { hash } from 'node:crypto'

/** A name for a person by which their requests can be found together, but not who it is. */
export const pseudonymOf = (userId: string) => hash('sha256', userId).slice(0, 16)
