import { userExportEndpoint } from '#app/contract/user-exports.ts'
import { readRequestedExport } from '#app/data/account-export.server.ts'
import { readClerkProfile, writeExportDocument } from '#app/data/export-document.server.ts'
import { writePosition } from '#app/data/export-position.ts'
import { problem } from '#app/http/problem.ts'
import { serveEndpoint } from '#app/http/serve-endpoint.ts'

const answer = serveEndpoint(userExportEndpoint, {
  async GET({ userId, url, params, query }) {
    const read = await readRequestedExport(userId, params.id, query)
    if (!read) return problem('not-found')
    const profile = await readClerkProfile(userId)
    const headers = new Headers({
      'content-type': 'application/json',
      'cache-control': 'private, no-store',
    })
    if (read.next) {
      const next = new URLSearchParams({
        file: String(query.file + 1),
        after: writePosition(read.next),
      })
      headers.set('link', `<${url.pathname}?${next}>; rel="next"`)
    }
    return new Response(writeExportDocument(userId, query.file, profile, read), { headers })
  },
})

export { answer as loader, answer as action }
