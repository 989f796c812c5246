import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'

// Runs an unzipped function as AWS Lambda does for Netlify: its entry point gets an event for each request and
// streams the answer (https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html).
interface Head {
  statusCode: number
  headers?: Record<string, string>
  multiValueHeaders?: Record<string, string[]>
}
type Handler = (event: object, answer: PassThrough, context: object) => Promise<void>

const heads = new WeakMap<PassThrough, Head>()
Object.assign(globalThis, {
  awslambda: {
    streamifyResponse: (handler: Handler) => handler,
    HttpResponseStream: {
      from(answer: PassThrough, head: Head) {
        heads.set(answer, head)
        return answer
      },
    },
  },
})

const file = pathToFileURL(resolve('___netlify-entry-point.mjs')).href
const { handler }: { handler: Handler } = await import(file)

const server = createServer((request, response) => void answerTo(request, response))
server.listen(Number(process.env.PORT), () => console.log('The function is loaded.'))

async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = new PassThrough()
  const requestId = 'req_of_the_platform'
  const event = {
    rawUrl: new URL(request.url ?? '/', process.env.URL).href,
    httpMethod: request.method,
    headers: {
      ...request.headers,
      'x-nf-request-id': requestId,
      'x-nf-client-connection-ip': '192.0.2.7',
    },
    body: (await buffer(request)).toString('base64'),
    isBase64Encoded: true,
  }
  const context = { awsRequestId: requestId, getRemainingTimeInMillis: () => 10_000 }
  answer.once('data', () => {
    const { statusCode = 500, headers, multiValueHeaders } = heads.get(answer) ?? {}
    response.writeHead(statusCode, { ...headers, ...multiValueHeaders })
  })
  answer.on('end', () => response.end())
  answer.pipe(response, { end: false })
  await handler(event, answer, context)
}
