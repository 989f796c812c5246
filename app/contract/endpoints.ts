import type { Endpoint } from './endpoint.ts'
import { healthEndpoint, livenessEndpoint } from './health.ts'
import { helloWorldEndpoint } from './hello-world.ts'
import { openApiEndpoint } from './openapi-endpoint.ts'
import { userActivityEndpoint } from './user-activity.ts'
import { userDeletionEndpoint } from './user-deletion.ts'
import { userExportEndpoint, userExportsEndpoint } from './user-exports.ts'
import { userSettingsEndpoint } from './user-settings.ts'

/** Every address of the API. */
export const endpoints: Endpoint[] = [
  helloWorldEndpoint,
  healthEndpoint,
  livenessEndpoint,
  userSettingsEndpoint,
  userActivityEndpoint,
  userExportsEndpoint,
  userExportEndpoint,
  userDeletionEndpoint,
  openApiEndpoint,
]
