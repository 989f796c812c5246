import openapiTS, { astToString } from 'openapi-typescript'
import { format, resolveConfig } from 'prettier'
import { openApiDocument } from '#app/contract/openapi.ts'

/** TypeScript types of the API, made of its OpenAPI document: for `openapi-fetch` and the like. */
export async function generateApiTypes(): Promise<string> {
  // A document in memory is changed by the generator.
  const types = astToString(await openapiTS(JSON.stringify(openApiDocument)))
  const file = 'docs/api.d.ts'
  const comment = '// Made by `npm run api:types` of /api/openapi.json: do not edit.\n\n'
  return format(comment + types, { ...(await resolveConfig(file)), filepath: file })
}
