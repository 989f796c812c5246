import { createServer } from 'node:http'
import { createRequestListener } from '@remix-run/node-fetch-server'
import { openLocalClerk } from './local-clerk.ts'

/** The local Clerk lives in the development server; without one it is served here for as long as it takes. */
export async function serveLocalClerk(): Promise<void> {
  const clerk = openLocalClerk({ stateFile: '.local/clerk.json' })
  const server = createServer(createRequestListener(clerk.fetch))
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  Object.assign(process.env, clerk.environment(`http://localhost:${address.port}`))
}
