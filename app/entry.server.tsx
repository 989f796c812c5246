import { isbot } from 'isbot'
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  ServerRouter,
} from 'react-router'
import { contentSecurityPolicy } from './http/content-security-policy.server.ts'
import { hashScripts, unsentNonce } from './http/hash-scripts.server.ts'
import { makeNonce } from './http/nonce.server.ts'
import { pageForEverybody } from './http/page-for-everybody.server.ts'
import { logError } from './log.server.ts'
import { renderStream, renderWhole } from './render-page.server.ts'
import { currentRequest } from './request-scope.server.ts'
import { RequestIdContext } from './ui/request-id.ts'

// React Router looks for it here.
export { streamTimeout } from './render-page.server.ts'

/** Renders a page, with the nonce that lets its scripts run, or their hashes where everybody gets the same page. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
): Promise<Response> {
  const { id = null, isForEverybody = false } = currentRequest() ?? {}
  const isHead = request.method === 'HEAD'
  const nonce = isForEverybody ? unsentNonce : makeNonce()
  const options = { nonce, signal: request.signal }
  const isStreaming = streamsData(routerContext)
  const page = () => (
    <RequestIdContext value={id}>
      <ServerRouter context={withMatchesOnly(routerContext)} url={request.url} nonce={nonce} />
    </RequestIdContext>
  )
  const whole = (body: Buffer<ArrayBuffer>) => {
    headers.set('content-length', String(body.length))
    return new Response(isHead ? null : body, { status, headers })
  }

  headers.set('content-type', 'text/html; charset=utf-8')
  if (isForEverybody) {
    const { loaderData, errors } = routerContext.staticHandlerContext
    const render = () => renderWhole(page(), options)
    // In development the code changes, too; and a page about an error names its request.
    const isKept = import.meta.env.PROD && !errors && !isStreaming
    const { body, sources } = isKept
      ? await pageForEverybody(request.url, loaderData, render)
      : hashScripts(await render())
    headers.set('content-security-policy', contentSecurityPolicy(sources))
    return whole(body)
  }
  headers.set('content-security-policy', contentSecurityPolicy([`'nonce-${nonce}'`]))
  if (isHead) return new Response(null, { status, headers })
  // Who cannot run scripts gets the whole page at once.
  const isForRobot = isbot(request.headers.get('user-agent')) || routerContext.isSpaMode
  if (isStreaming && !isForRobot)
    return new Response(await renderStream(page(), options), { status, headers })
  return whole(await renderWhole(page(), options))
}

/** Whether a loader gave a promise, which the page shows when it is kept. */
function streamsData({ staticHandlerContext: { loaderData } }: EntryContext): boolean {
  return Object.values(loaderData).some(
    (data: unknown) =>
      typeof data === 'object' &&
      data !== null &&
      Object.values(data).some((value) => value instanceof Promise),
  )
}

/** React Router prepares each route of its manifest for each page, a tenth of the time of one; a page shows but few. */
function withMatchesOnly(routerContext: EntryContext): EntryContext {
  const { manifest, staticHandlerContext } = routerContext
  const shown = new Set(staticHandlerContext.matches.map(({ route }) => route.id))
  const routes = Object.fromEntries(Object.entries(manifest.routes).filter(([id]) => shown.has(id)))
  return { ...routerContext, manifest: { ...manifest, routes } }
}

/** What a loader, an action or a page threw that was not meant as an answer, such as a wrong method is. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (!request.signal.aborted && !isRouteErrorResponse(error)) logError(error)
}
