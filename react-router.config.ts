import type { Config } from '@react-router/dev/config'

export default {
  // Told bit by bit, each page would call the function once more for the routes behind its links, and the server
  // would match three times. All of them are a file of a kilobyte that the browser keeps.
  routeDiscovery: { mode: 'initial' },
  // Every flag of the next major version is on, so that v8 is a version bump: then delete this block.
  future: {
    v8_middleware: true,
    v8_passThroughRequests: true,
    v8_splitRouteModules: true,
    v8_trailingSlashAwareDataRequests: true,
    v8_viteEnvironmentApi: true,
  },
} satisfies Config
