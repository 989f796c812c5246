import { PassThrough, Writable } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  ServerRouter,
} from 'react-router'
import { contentSecurityPolicy } from './http/content-security-policy.server.ts'
import { hashScripts, unsentNonce } from './http/hash-scripts.server.ts'
import { makeNonce } from './http/nonce.server.ts'
import { logError } from './log.server.ts'
import { currentRequest } from './request-scope.server.ts'
import { currentSpan } from './telemetry/span.server.ts'
import { RequestIdContext } from './ui/request-id.ts'

/** How long a page may wait for data that it streams, in milliseconds. */
export const streamTimeout = 5_000

/** Renders a page, with the nonce that lets its scripts run. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
): Promise<Response> | Response {
  const { id = null, isForEverybody = false } = currentRequest() ?? {}
  const nonce = isForEverybody ? unsentNonce : makeNonce()
  headers.set('content-type', 'text/html; charset=utf-8')
  headers.set('content-security-policy', contentSecurityPolicy([`'nonce-${nonce}'`]))
  // The headers of a page for everybody depend on what is in it.
  if (request.method === 'HEAD' && !isForEverybody) return new Response(null, { status, headers })
  // Who cannot run scripts gets the whole page at once.
  const isForRobot = isbot(request.headers.get('user-agent')) || routerContext.isSpaMode
  const isWhole = isForEverybody || isForRobot || !streamsData(routerContext)

  const span = currentSpan()?.open('render')
  return new Promise((resolve, reject) => {
    let isSent = false
    const end = () => {
      clearTimeout(timer)
      span?.end()
    }
    const { pipe, abort } = renderToPipeableStream(
      <RequestIdContext value={id}>
        <ServerRouter context={withMatchesOnly(routerContext)} url={request.url} nonce={nonce} />
      </RequestIdContext>,
      {
        nonce,
        [isWhole ? 'onAllReady' : 'onShellReady']() {
          isSent = true
          const init = { status, headers }
          if (isWhole) {
            const send = (page: Buffer<ArrayBuffer>) => {
              end()
              const answer = isForEverybody ? alikeForEverybody(page, init) : whole(page, init)
              resolve(request.method === 'HEAD' ? new Response(null, answer) : answer)
            }
            pipe(collect(send))
            return
          }
          const body = new PassThrough()
          body.once('close', end)
          pipe(body)
          resolve(new Response(createReadableStreamFromReadable(body), init))
        },
        onShellError(error) {
          end()
          reject(error)
        },
        onError(error) {
          // Before the shell is sent, the error comes out of this promise and is written there.
          // To who has gone nothing can be sent, and that is no failure.
          if (isSent && !request.signal.aborted) logError(error)
        },
      },
    )
    // React Router gives up what is late in the data; React would wait on.
    const timer = setTimeout(abort, streamTimeout + 1_000)
  })
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

/** What takes a page piece by piece, and gives it whole. */
function collect(done: (page: Buffer<ArrayBuffer>) => void): Writable {
  const pieces: Uint8Array[] = []
  return new Writable({
    write(piece: Uint8Array, _encoding, next) {
      pieces.push(piece)
      next()
    },
    final(next) {
      done(Buffer.concat(pieces))
      next()
    },
  })
}

interface Init {
  status: number
  headers: Headers
}

function whole(body: Buffer<ArrayBuffer>, { status, headers }: Init): Response {
  headers.set('content-length', String(body.length))
  return new Response(body, { status, headers })
}

function alikeForEverybody(page: Buffer, init: Init): Response {
  const { body, sources } = hashScripts(page)
  init.headers.set('content-security-policy', contentSecurityPolicy(sources))
  return whole(body, init)
}

/** What a loader, an action or a page threw that was not meant as an answer, such as a wrong method is. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (!request.signal.aborted && !isRouteErrorResponse(error)) logError(error)
}
