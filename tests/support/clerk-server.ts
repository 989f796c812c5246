import { createServer } from 'node:http'
import { createRequestListener } from '@remix-run/node-fetch-server'
import { openLocalClerk, type LocalClerkOptions } from '#dev/clerk/local-clerk.ts'
import { listen } from './listen.ts'

/** A local Clerk on a port of its own; `page` answers everything outside Clerk's mount. */
export async function startLocalClerk(
  options: LocalClerkOptions = {},
  page: (environment: Record<string, string>) => Response = () => new Response(),
) {
  const lines: string[] = []
  const clerk = openLocalClerk({ log: (line) => lines.push(line), ...options })
  const server = createServer(
    createRequestListener((request) => {
      const { pathname, origin } = new URL(request.url)
      return clerk.handles(pathname) ? clerk.fetch(request) : page(clerk.environment(origin))
    }),
  )
  const origin = `http://localhost:${await listen(server)}`
  return {
    clerk,
    origin,
    lines,
    environment: clerk.environment(origin),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type RunningClerk = Awaited<ReturnType<typeof startLocalClerk>>
