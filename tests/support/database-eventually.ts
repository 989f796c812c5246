import { expect } from 'vitest'

/** Expects of a value that it becomes what it should be, with patience for a busy machine. */
export function eventually<T>(value: () => Promise<T>) {
  return expect.poll(value, { timeout: 20_000 })
}
