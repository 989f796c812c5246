import type { Config } from '@react-router/dev/config'

export default {
  // Every flag of the next major version is on, so that v8 is a version bump: then delete this block.
  future: {
    v8_middleware: true,
    v8_passThroughRequests: true,
    v8_splitRouteModules: true,
    v8_trailingSlashAwareDataRequests: true,
    v8_viteEnvironmentApi: true,
  },
} satisfies Config
