import type { Config } from '@netlify/functions'
import { siteSlug } from '#app/site.ts'

/** A function's config, as Netlify reads it from the function's file. */
export type FunctionConfig = Config & { generator: string }

/** The functions that are deployed, each by the name of its file here. */
export const functionConfigs: Record<string, FunctionConfig> = {
  server: {
    path: '/*',
    preferStatic: true,
    // The outer wall: what comes in such numbers reaches neither the function nor the database.
    rateLimit: { windowSize: 60, windowLimit: 3_000, aggregateBy: ['ip', 'domain'] },
    generator: siteSlug,
  },
  'purge-audit-logs': { schedule: '@daily', generator: siteSlug },
  'seal-audit-logs': { schedule: '@hourly', generator: siteSlug },
}
