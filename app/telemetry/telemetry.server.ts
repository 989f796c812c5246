import { env } from '#app/env.server.ts'

/**
 * The one place where telemetry is switched on: by a variable. Without it OpenTelemetry is not even loaded, and
 * nothing is open to which a span could belong.
 */
export const telemetry = env.OTEL_EXPORTER_OTLP_ENDPOINT
  ? import('./opentelemetry.server.ts')
  : undefined
