import { userSettingsEndpoint } from '#app/contract/user-settings.ts'
import type { UserSettings, VersionedSettings } from '#app/data/user-settings.ts'
import { readUserSettings, saveUserSettings } from '#app/data/user-settings.server.ts'
import { entityTag, isKnown, replaceableVersions } from '#app/http/entity-tag.ts'
import { problem } from '#app/http/problem.ts'
import { serveEndpoint } from '#app/http/serve-endpoint.ts'
import { readClient } from '#app/request-scope.server.ts'

const answer = serveEndpoint(userSettingsEndpoint, {
  async GET({ userId, headers }) {
    const read = await readUserSettings(userId)
    return isKnown(headers['if-none-match'], read.version)
      ? new Response(null, { status: 304, headers: headersOf(read) })
      : toResponse(read)
  },

  PUT: ({ userId, request, headers, body }) =>
    save(userId, request, body, replaceableVersions(headers)),

  async PATCH({ userId, request, headers, body }) {
    if (headers['if-match'] === undefined) return problem('version-required')
    return save(userId, request, body, replaceableVersions(headers))
  },
})

async function save(
  userId: string,
  request: Request,
  change: Partial<UserSettings>,
  versions: string[] | null,
): Promise<Response> {
  const saved = await saveUserSettings(userId, change, readClient(request), versions)
  return saved.isSaved ? toResponse(saved) : problem('version-mismatch')
}

function toResponse(read: VersionedSettings): Response {
  return Response.json(read.settings, { headers: headersOf(read) })
}

const headersOf = ({ version }: VersionedSettings) => ({
  'cache-control': 'private, no-store',
  etag: entityTag(version),
})

export { answer as loader, answer as action }
