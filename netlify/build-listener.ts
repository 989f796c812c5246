import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRequestListener, type FetchHandler } from '@remix-run/node-fetch-server'
import sirv from 'sirv'
import { safetyHeaders } from '#app/http/safety-headers.ts'
import { refuseTrace } from './refuse-trace.ts'
import type server from './server.ts'

const functionFile = '.netlify/v1/functions/server.mjs'

/**
 * Answers as Netlify does with what `npm run build` made: a static file where there is one, else the
 * function. The function reads the environment when it is loaded, that is, in this call.
 * @throws Error where there is no build
 */
export async function createBuildListener(): Promise<RequestListener> {
  const file = pathToFileURL(resolve(functionFile)).href
  const { default: handle }: { default: typeof server } = await import(file)
  const files = sirv('build/client', {
    setHeaders(response, path) {
      for (const [name, value] of Object.entries(safetyHeaders)) response.setHeader(name, value)
      const immutable = path.startsWith('/assets/')
      const policy = immutable ? 'max-age=31536000, immutable' : 'max-age=0, must-revalidate'
      response.setHeader('cache-control', `public, ${policy}`)
    },
  })
  const answer: FetchHandler = (request, client) =>
    handle(request, { ip: client.address, requestId: randomUUID() })
  const dynamic = createRequestListener(answer)
  return (request, response) => {
    if (refuseTrace(request, response)) return
    files(request, response, () => dynamic(request, response))
  }
}
