import { openApiDocument } from '#app/contract/openapi.ts'
import { openApiEndpoint } from '#app/contract/openapi-endpoint.ts'
import { serveEndpoint } from '#app/http/serve-endpoint.ts'

const answer = serveEndpoint(openApiEndpoint, {
  GET: () =>
    Response.json(openApiDocument, { headers: { 'cache-control': 'public, max-age=300' } }),
})

export { answer as loader, answer as action }
