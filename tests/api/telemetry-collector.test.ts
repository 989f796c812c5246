import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTracedApp, type TracedApp } from '../support/traced-app.ts'

let traced: TracedApp
beforeAll(async () => {
  traced = await startTracedApp()
})
afterAll(() => traced.stop())

test('the platform is asked to stay awake until all is sent', async () => {
  const { ask } = traced
  const { waits, spans } = await ask('/api/health')
  expect(waits).toBe(1)
  expect(spans.map(({ name }) => name)).toEqual(['auth', 'db', 'GET /api/health'])
})

test('where no platform waits, all is sent soon', async () => {
  const { app, collector } = traced
  const traceId = randomBytes(16).toString('hex')
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` }
  await (await fetch(`${app.origin}/api/health/live`, { headers })).text()
  expect(await collector.span('GET /api/health/live')).toMatchObject({ traceId })
})

test('the collector is asked as the standard says, with the headers of the environment', () => {
  const { collector } = traced
  expect(collector.requests[0]).toMatchObject({
    path: '/otlp/v1/traces',
    headers: {
      'content-type': 'application/x-protobuf',
      'x-sentry-auth': 'sentry sentry_key=abc',
      'x-team': 'one two',
    },
  })
})

test.each(['hangs', 'refuses', 'fails', 'babbles'] as const)(
  'a collector that %s holds up no answer',
  async (manner) => {
    const { app, collector, trace } = traced
    collector.behave(manner)
    const before = collector.requests.length
    const answers = () =>
      Promise.all(
        ['/api/health', '/', '/nowhere'].map(async (path) => {
          const response = await fetch(app.origin + path)
          return [response.status, (await response.text()).length > 0]
        }),
      )
    const expected = [
      [200, true],
      [200, true],
      [404, true],
    ]
    expect(await answers()).toEqual(expected)
    // It has got its spans by then, and deals with them in its manner.
    await collector.requestsBeyond(before)
    expect(await answers()).toEqual(expected)
    collector.behave('accepts')
    expect((await trace('/api/health')).root.isError).toBe(false)
  },
)

test('whoever switched it on is told that the collector takes nothing, once', async () => {
  const { ask, collector, output } = traced
  collector.behave('fails')
  output.lines.length = 0
  await ask('/api/health/live')
  await ask('/api/health/live')
  const told = output.lines.filter((line) => line.includes('collector'))
  expect(told.map((line) => JSON.parse(line))).toEqual([
    { level: 'error', error: 'The collector of telemetry takes nothing.', reason: 400 },
  ])
  collector.behave('accepts')
})

test.each(['hangs', 'drips'] as const)(
  'a collector that %s keeps the function awake for a few seconds at most',
  async (manner) => {
    const { ask, collector } = traced
    collector.behave(manner)
    const start = performance.now()
    await ask('/api/health/live')
    expect(performance.now() - start).toBeLessThan(5_000)
    collector.behave('accepts')
  },
)
