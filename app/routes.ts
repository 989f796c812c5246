import { index, prefix, route, type RouteConfig } from '@react-router/dev/routes'

export default [
  index('routes/home.tsx'),
  route('sign-in/*', 'routes/sign-in.tsx'),
  route('sign-up/*', 'routes/sign-up.tsx'),
  route('sign-out', 'routes/sign-out.tsx'),
  route('profile/*', 'routes/profile.tsx'),
  route('settings', 'routes/settings.tsx'),
  route('activity', 'routes/activity.tsx'),
  route('activity/download', 'routes/activity-download.tsx'),
  route('activity/download/:format', 'routes/activity-file.ts'),

  route('account', 'routes/account.tsx'),
  route('account/export', 'routes/account/export.ts'),
  route('account/export/schema.json', 'routes/account/export-schema.ts'),
  route('account/delete', 'routes/account/delete.tsx'),
  route('account/keep', 'routes/account/keep.ts'),
  route('account/deleted', 'routes/account/deleted.tsx'),

  ...prefix('api', [
    route('hello-world', 'routes/api/hello-world.ts'),
    route('health', 'routes/api/health.ts'),
    route('health/live', 'routes/api/health-live.ts'),
    route('user/settings', 'routes/api/user-settings.ts'),
    route('user/activity', 'routes/api/user-activity.ts'),
    route('user/exports', 'routes/api/user-exports.ts'),
    route('user/exports/:id', 'routes/api/user-export.ts'),
    route('user/deletion', 'routes/api/user-deletion.ts'),
    route('openapi.json', 'routes/api/openapi.ts'),
    route('*', 'routes/api/not-found.ts'),
  ]),

  ...prefix('docs', [
    route('api', 'routes/docs/api.tsx'),
    route('problems', 'routes/docs/problems.tsx'),
    route('problems/:name', 'routes/docs/problem.tsx'),
  ]),

  route('webhooks/clerk', 'routes/webhooks/clerk.ts'),

  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig
