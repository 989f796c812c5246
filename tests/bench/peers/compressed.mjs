import { createServer, request } from 'node:http'
import compression from 'compression'

// Stands before the app and compresses its answers, as Netlify's edge does. Tells its parent where it is.
const [, , target] = process.argv
const compress = compression()

const server = createServer((incoming, outgoing) =>
  compress(incoming, outgoing, () => {
    const { method, url, headers } = incoming
    const onward = request(target + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  }),
)
server.listen(0, 'localhost', () => process.send(server.address().port))
process.on('disconnect', () => process.exit())
