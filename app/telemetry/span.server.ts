import { AsyncLocalStorage } from 'node:async_hooks'

/** What is known of a piece of work. Facts alone: nothing that a person wrote, sent or owns. */
export type Facts = Record<string, string | number | undefined>

/** A piece of work under way. It is of OpenTelemetry, but says so nowhere: that is loaded only where it is on. */
export interface Span {
  /** Begins a part of it; a `client` waits for somebody else. */
  open(name: string, facts?: Facts, kind?: 'internal' | 'client'): Span
  describe(facts: Facts): void
  rename(name: string): void
  /** Marks it as failed; the first reason stays. */
  fail(reason: string): void
  /** Marks it as failed, and tells where that was. */
  recordException(exception: Exception): void
  /** Once or more. */
  end(): void
}

/** What may be told of an error. */
export interface Exception {
  type: string
  message?: string
  stack?: string
}

const storage = new AsyncLocalStorage<Span>()

/** The span of the request or the job at hand; undefined where telemetry is off. */
export const currentSpan = () => storage.getStore()

/** Does something as a part of the span. */
export const withinSpan = <T>(span: Span, work: () => T): T => storage.run(span, work)
