import { defineConfig } from 'vitest/config'
import { workers } from './support/workers.ts'

const testTimeout = 60_000

export default defineConfig({
  test: {
    silent: 'passed-only',
    // A process for each file took a tenth longer.
    pool: 'threads',
    // One more than of browser tests: much of these is waiting.
    maxWorkers: workers + 1,
    globalSetup: ['tests/support/compile-cache.ts', 'tests/support/shared-postgres.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    projects: [
      {
        test: {
          name: 'integration',
          include: ['tests/{api,clerk,database,project}/*.test.ts'],
          setupFiles: ['tests/support/app-output.ts', 'tests/support/check-contract.ts'],
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
