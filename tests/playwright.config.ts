import { defineConfig } from '@playwright/test'
import { findOrInstallChromium } from './support/chromium.ts'
import { workers } from './support/workers.ts'

export default defineConfig({
  testDir: '.',
  globalSetup: './support/shared-postgres.ts',
  outputDir: '../test-results',
  // Else every worker has Babel compile what is built, in ten seconds.
  build: { external: ['**/{.netlify,build}/**'] },
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  quiet: true,
  workers,
  reporter: [['list'], ['json', { outputFile: '../test-results/playwright.json' }]],
  expect: { timeout: 15_000 },
  use: {
    launchOptions: {
      ...findOrInstallChromium(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'clerk', testMatch: 'clerk/*.spec.ts' },
    { name: 'app', testMatch: 'e2e/*.spec.ts' },
  ],
})
