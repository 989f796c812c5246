import { openApiEndpoint } from '#app/contract/openapi-endpoint.ts'
import { serveEndpoint } from '#app/http/serve-endpoint.ts'

const answer = serveEndpoint(openApiEndpoint, {
  async GET() {
    // To make it takes a while, which a start of the function should not wait for.
    const { openApiDocument } = await import('#app/contract/openapi.ts')
    return Response.json(openApiDocument, { headers: { 'cache-control': 'private, max-age=300' } })
  },
})

export { answer as loader, answer as action }
