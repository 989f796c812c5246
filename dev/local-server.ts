import { randomUUID } from 'node:crypto'
import { createRequestListener, type FetchHandler } from '@remix-run/node-fetch-server'
import { isRunnableDevEnvironment, type Plugin, type ViteDevServer } from 'vite'
import { siteName } from '#app/site.ts'
import { refuseTrace } from '../netlify/refuse-trace.ts'
import type server from '../netlify/server.ts'
import { describeClerk } from './clerk/describe-clerk.ts'

/**
 * Serves the app in development through the same entry as on Netlify, and says at start which mode each
 * part runs in.
 */
export function localServer(): Plugin {
  return {
    name: 'local-server',
    apply: 'serve',
    configureServer(vite) {
      const origin = `http://localhost:${vite.config.server.port}`
      process.env.URL ||= origin
      // That may be the deployed site's, which the doctor asks; sessions begin here all the same.
      process.env.APP_ORIGINS = [process.env.APP_ORIGINS, origin].filter(Boolean).join(',')
      vite.printUrls = () => vite.config.logger.info(describeModes(origin))
      return () => serveApp(vite)
    },
  }
}

function serveApp(vite: ViteDevServer): void {
  const { ssr } = vite.environments
  if (!ssr || !isRunnableDevEnvironment(ssr))
    throw new Error('Vite has no environment to run the app in.')
  const { runner } = ssr
  const answer: FetchHandler = async (request, client) => {
    const entry: { default: typeof server } = await runner.import('/netlify/server.ts')
    return entry.default(request, { ip: client.address, requestId: randomUUID() })
  }
  const listener = createRequestListener(answer, {
    onError(error) {
      if (error instanceof Error) vite.ssrFixStacktrace(error)
      console.error(error)
      const text = error instanceof Error ? error.stack : String(error)
      return new Response(text, { status: 500, headers: { 'content-type': 'text/plain' } })
    },
  })
  vite.middlewares.use((request, response) => {
    if (!refuseTrace(request, response)) listener(request, response)
  })
}

function describeModes(origin: string): string {
  const database = process.env.DATABASE_URL
    ? `Postgres at ${new URL(process.env.DATABASE_URL).host}`
    : 'embedded Postgres, kept in .local/  (another: DATABASE_URL)'
  return `
  ${siteName} ${origin}

  Database   ${database}
  Sign-in    ${describeClerk()}
`
}
