import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const testTimeout = 60_000

export default defineConfig({
  test: {
    silent: 'passed-only',
    // Each keeps two cores busy, with Postgres; but one of them alone would wait for most of the time.
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    globalSetup: 'tests/support/postgres-template.ts',
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    projects: [
      {
        test: {
          name: 'integration',
          include: ['tests/{api,clerk,database,project}/*.test.ts'],
          setupFiles: ['tests/support/check-contract.ts'],
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
      {
        test: {
          name: 'ui',
          include: ['tests/ui/*.test.tsx'],
          environment: 'happy-dom',
        },
      },
    ],
  },
})
