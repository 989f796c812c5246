import { index, route, type RouteConfig } from '@react-router/dev/routes'

export default [
  index('./home.tsx'),
  route('settings', './settings.tsx'),
  route('api/hello-world', './hello-world.ts'),
] satisfies RouteConfig
