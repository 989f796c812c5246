import { request } from 'node:http'
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import { resolve } from 'node:path'
import { SELF_SIGNED } from '../support/database-certificate.ts'

type Listener = (incoming: Http2ServerRequest, outgoing: Http2ServerResponse) => void

/** What HTTP/2 has in other ways: https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2 */
const ofConnection = ['connection', 'keep-alive', 'transfer-encoding']

// One of those that are measured, as browsers meet it at Netlify: by HTTP/2, encrypted and compressed.
const [, , file = ''] = process.argv
const load = (path: string) => import(resolve(import.meta.dirname, path))
// Node types the listeners of HTTP/1 apart, but these take both.
const { default: createListener }: { default: () => Promise<Listener> } = await load(file)
const { default: compressed }: { default: (listener: Listener) => Listener } =
  await load('peers/compressed.mjs')
const listener = await createListener()

const server = createSecureServer(
  SELF_SIGNED,
  compressed((incoming, outgoing) => {
    if (incoming.url.startsWith('/__clerk/')) askClerk(incoming, outgoing)
    else listener(incoming, outgoing)
  }),
)
server.listen(Number(process.env.PORT), () => process.send?.('listening'))
process.on('disconnect', () => process.exit())

/** The local Clerk lives with who measures. */
function askClerk(incoming: Http2ServerRequest, outgoing: Http2ServerResponse) {
  const { method, url, authority } = incoming
  const own = Object.entries(incoming.headers).filter(([name]) => !name.startsWith(':'))
  const headers = { ...Object.fromEntries(own), host: authority }
  const onward = request(`${process.env.CLERK_ORIGIN}${url}`, { method, headers }, (answer) => {
    for (const name of ofConnection) delete answer.headers[name]
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  incoming.pipe(onward)
}
