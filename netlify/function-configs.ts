import type { Config } from '@netlify/functions'

/** A function's config, as Netlify reads it from the function's file. */
export type FunctionConfig = Config & { generator: string }

/** The functions that are deployed, each by the name of its entry in vite.config.ts. */
export const functionConfigs: Record<string, FunctionConfig> = {
  server: {
    path: '/*',
    preferStatic: true,
    // The outer wall: what comes in such numbers reaches neither the function nor the database.
    rateLimit: { windowSize: 60, windowLimit: 3_000, aggregateBy: ['ip', 'domain'] },
    generator: 'groundwork',
  },
  'purge-audit-logs': { schedule: '@daily', generator: 'groundwork' },
  'seal-audit-logs': { schedule: '@hourly', generator: 'groundwork' },
}
