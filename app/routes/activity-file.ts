import { readBearer } from '#app/auth/bearer.server.ts'
import { readUserId } from '#app/auth/session.server.ts'
import { type LineFormat, readActivityLines } from '#app/data/activity-lines.server.ts'
import { type ActivityPart, readActivityParts } from '#app/data/activity-parts.server.ts'
import { type ActivityRange, downloadQuery, toCursor } from '#app/data/activity-query.server.ts'
import { activityFormats } from '#app/http/activity-formats.ts'
import { problem } from '#app/http/problem.ts'
import { readQuery } from '#app/http/read-query.ts'
import { resource } from '#app/http/resource.ts'
import { streamText } from '#app/http/stream-text.ts'
import {
  limitRequest,
  requireUser,
  sendBack,
  userIdContext,
} from '#app/middleware/require-user.server.ts'
import type { Route } from './+types/activity-file.ts'

/**
 * A program is told that its token is not valid. A browser, which shows none, goes and signs in, and comes back to
 * the page with the link: a file would leave it on an empty one.
 */
const refuseNobody: Route.MiddlewareFunction = async (args, next) => {
  if (readUserId(args)) return next()
  const { request, url } = args
  if (readBearer(request) !== null) return problem('unauthenticated')
  return sendBack({ request, url: new URL(`/activity/download${url.search}`, url) })
}

export const middleware: Route.MiddlewareFunction[] = [refuseNobody, requireUser]

const answer = resource({
  /** One part of the history as a file; `Link: rel="next"` says where the next part is, if there is one. */
  async GET({ request, params, context }) {
    const format = readFormat(params.format)
    if (!format) return problem('not-found', { detail: 'The formats are csv and ndjson.' })
    const url = new URL(request.url)
    const query = readQuery(url.searchParams, downloadQuery)
    if (!query.ok) return problem('invalid-query', { errors: query.errors })

    const userId = context.get(userIdContext)
    limitRequest()
    const [part] = await readActivityParts(userId, query.value, 1)
    const headers = new Headers({
      'cache-control': 'private, no-store',
      'content-type': activityFormats[format].contentType,
      'content-disposition': `attachment; filename="activity${nameOf(part)}.${format}"`,
    })
    if (part?.more) headers.set('link', `<${nextPart(url, part)}>; rel="next"`)

    return new Response(streamText(textOf(format, userId, query.value, part)), { headers })
  },
})

export { answer as loader, answer as action }

function readFormat(name: string | undefined): LineFormat | undefined {
  return name === 'csv' || name === 'ndjson' ? name : undefined
}

async function* textOf(
  format: LineFormat,
  userId: string,
  range: ActivityRange,
  part: ActivityPart | undefined,
): AsyncGenerator<string> {
  yield activityFormats[format].header
  if (!part) return
  // To the part's last entry, not to their number: what was written meanwhile is missing in no part.
  yield* readActivityLines(userId, { ...range, until: part.last }, format)
}

/** Each part has a name of its own: the time of its newest entry. */
function nameOf(part: ActivityPart | undefined): string {
  return part ? `-${part.newest.replace(/\.\d+/, '').replaceAll(/[-:]/g, '')}` : ''
}

function nextPart({ pathname, searchParams }: URL, { last }: ActivityPart): string {
  const query = new URLSearchParams(searchParams)
  query.set('cursor', toCursor(last))
  return `${pathname}?${query}`
}
