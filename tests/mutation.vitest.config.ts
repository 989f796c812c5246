import { defineConfig } from 'vitest/config'

const { MUTATION_RUNNER: runner } = process.env
// Many a mutant waits for ever; whether it was the machine, the next run without one will tell.
const testTimeout = runner === 'trying' ? 15_000 : 60_000

export default defineConfig({
  test: {
    // The others run the app, if at all, in a process that knows of no mutant.
    include: ['tests/{api,database}/*.test.ts', 'tests/project/purge.test.ts'],
    // Chance should not decide.
    exclude: ['tests/api/fuzz.test.ts'],
    // A crowd only tells how fast the machine is.
    silent: true,
    reporters: 'dot',
    testNamePattern: '^(?!.*50 first )',
    setupFiles: ['tests/support/app-output.ts', 'tests/support/check-contract.ts'],
    ...(runner && { runner: `tests/mutation/${runner}-runner.ts` }),
    env: { API_LIMIT_PER_USER: '999999', API_LIMIT_PER_ADDRESS: '999999' },
    maxWorkers: 2,
    globalSetup: 'tests/support/shared-postgres.ts',
    testTimeout,
    hookTimeout: testTimeout,
  },
})
