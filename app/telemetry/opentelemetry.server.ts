import {
  type Context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace'
import { env } from '#app/env.server.ts'
import { log } from '#app/log.server.ts'
import { siteSlug } from '#app/site.ts'
import type { Facts, Span } from './span.server.ts'

/** How long a collector may take: a function is kept awake for it, while nobody waits. */
const timeoutMillis = 3_000

const provider = new TracerProvider({
  resource: defaultResource().merge(
    resourceFromAttributes({ 'service.name': env.OTEL_SERVICE_NAME }),
  ),
  spanProcessors: [
    new BatchSpanProcessor({
      // Reads OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS by itself.
      exporter: tellingOfFailure(new OTLPTraceExporter({ timeoutMillis })),
      scheduledDelayMillis: 1_000,
      exportTimeoutMillis: timeoutMillis,
    }),
  ],
})

// Held here, not registered: the global place is Netlify's, whose runtime traces for itself.
const tracer = provider.getTracer(siteSlug)

const kinds = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, server: SpanKind.SERVER }

/** Begins a request or a job, as a part of the caller's trace if there is one. */
export function openSpan(
  name: string,
  kind: 'internal' | 'server',
  caller: { traceId: string; spanId: string } | null,
): Span {
  // Sampled, whatever the caller says: no caller decides that an error is not recorded.
  const remote = caller && { ...caller, traceFlags: TraceFlags.SAMPLED, isRemote: true }
  return open(name, {}, kind, remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT)
}

function open(name: string, facts: Facts, kind: keyof typeof kinds, parent: Context): Span {
  const span = tracer.startSpan(name, { kind: kinds[kind], attributes: facts }, parent)
  const context = trace.setSpan(parent, span)
  let hasFailed = false
  const fail = (reason: string, message = reason) => {
    if (hasFailed) return
    hasFailed = true
    span.setAttribute('error.type', reason).setStatus({ code: SpanStatusCode.ERROR, message })
  }
  return {
    open: (part, partFacts = {}, partKind = 'internal') => open(part, partFacts, partKind, context),
    describe: (more) => void span.setAttributes(more),
    rename: (better) => void span.updateName(better),
    fail,
    recordException({ type, message, stack }) {
      fail(type, message)
      span.addEvent('exception', {
        'exception.type': type,
        'exception.message': message,
        'exception.stacktrace': stack,
      })
    },
    end: () => span.isRecording() && span.end(),
  }
}

/** Sends what has ended. What cannot be sent in time is lost. */
export async function flush(): Promise<void> {
  await provider.forceFlush().catch(() => {})
}

/** Whoever switches telemetry on learns why nothing arrives: once, until something does. */
function tellingOfFailure(exporter: SpanExporter): SpanExporter {
  let isTold = false
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const { error } = result
        if (error && !isTold) {
          const code = 'code' in error ? error.code : undefined
          const reason = code ?? error.message
          log({ level: 'error', error: 'The collector of telemetry takes nothing.', reason })
        }
        isTold = error !== undefined
        done(result)
      })
    },
    shutdown: () => exporter.shutdown(),
  }
}
