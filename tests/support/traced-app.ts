import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type server from '../../netlify/server.ts'
import { startApp } from './app.ts'
import { captureOutput } from './captured-output.ts'
import { startCollector } from './otlp-collector.ts'

/** An app with telemetry, and the collector that it is sent to. What the app says is kept, not written. */
export async function startTracedApp() {
  const collector = await startCollector()
  const app = await startApp({
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-sentry-auth=sentry sentry_key=abc, x-team=one%20two',
      OTEL_SERVICE_NAME: 'app-under-test',
      API_LIMIT_PER_USER: '2',
    },
  })
  const file = pathToFileURL(resolve('.netlify/v1/functions/server.mjs')).href
  const { default: handle }: { default: typeof server } = await import(file)
  const output = captureOutput()

  /**
   * Calls the function as Netlify does, in a trace of its own, and ends when Netlify would let it sleep.
   * @returns the answer, for how much Netlify had to wait, and the spans that have arrived
   */
  async function ask(path: string, init: RequestInit = {}, read = (body: Response) => body.text()) {
    const traceId = randomBytes(16).toString('hex')
    const headers = new Headers(init.headers)
    // Not to be sampled, as far as the caller is concerned.
    headers.set('traceparent', `00-${traceId}-00f067aa0ba902b7-00`)
    const waits: Promise<unknown>[] = []
    const waitUntil = (promise: Promise<unknown>) => void waits.push(promise)
    const context = { ip: '192.0.2.7', requestId: crypto.randomUUID(), waitUntil }
    const response = await handle(new Request(app.origin + path, { ...init, headers }), context)
    await read(response)
    await Promise.all(waits)
    return { response, waits: waits.length, spans: collector.spansOf(traceId) }
  }

  /** The same; fails if the request's own span has not arrived. */
  async function trace(...args: Parameters<typeof ask>) {
    const { response, spans } = await ask(...args)
    const root = spans.find(({ parentId }) => parentId === '00f067aa0ba902b7')
    if (!root) throw new Error('The span of the request has not arrived.')
    return { response, root, parts: spans.filter((span) => span !== root) }
  }

  return {
    app,
    collector,
    output,
    ask,
    trace,

    async stop() {
      output.release()
      await app.stop()
      await collector.stop()
    },
  }
}

export type TracedApp = Awaited<ReturnType<typeof startTracedApp>>
