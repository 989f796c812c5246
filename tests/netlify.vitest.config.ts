import { defineConfig } from 'vitest/config'

// Netlify's own tools build and serve a copy of the project: minutes, and a download of the tools before.
const testTimeout = 300_000

export default defineConfig({
  test: {
    name: 'netlify',
    include: ['tests/netlify/*.test.ts'],
    silent: 'passed-only',
    fileParallelism: false,
    testTimeout,
    hookTimeout: 2 * testTimeout,
  },
})
