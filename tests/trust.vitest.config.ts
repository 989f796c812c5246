import { defineConfig } from 'vitest/config'

// What is too slow for every run: long loads, faults that take until a deadline, whole releases.
const testTimeout = 300_000

export default defineConfig({
  test: {
    name: 'trust',
    include: ['tests/trust/*.test.ts'],
    silent: 'passed-only',
    // One after the other: a load test needs the machine for itself.
    fileParallelism: false,
    setupFiles: ['tests/support/app-output.ts', 'tests/support/check-contract.ts'],
    testTimeout,
    hookTimeout: testTimeout,
  },
})
