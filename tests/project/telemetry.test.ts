import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { startAppProcess } from '../support/app-process.ts'
import { freePort } from '../support/listen.ts'

const coverage = z.object({ result: z.array(z.object({ url: z.string() })) })

/** The scripts that a process of the app loaded until it had answered and was asked to end. */
async function loadedScripts(changes: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'loaded-scripts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  // Nobody listens there, and nobody has to.
  const database = `postgres://app@localhost:${await freePort()}/app`
  const { origin, program, isUp } = await startAppProcess(database, {
    ...changes,
    // Node's own list of what it ran.
    NODE_V8_COVERAGE: folder,
  })
  await isUp()
  expect((await fetch(`${origin}/api/health/live`)).status).toBe(200)
  expect(await program.stop()).toBe(0)
  return readdirSync(folder).flatMap((name) => {
    const { result } = coverage.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
    return result.map(({ url }) => url)
  })
}

const isTelemetry = (url: string) => /opentelemetry/i.test(url)

test('OpenTelemetry is loaded where telemetry is on, and nowhere else', async () => {
  const off = await loadedScripts({ OTEL_SERVICE_NAME: 'app', OTEL_TRACES_EXPORTER: 'otlp' })
  expect(off.filter((url) => url.endsWith('/build/server/index.js'))).toHaveLength(1)
  expect(off.filter(isTelemetry)).toEqual([])

  const endpoint = `http://localhost:${await freePort()}`
  const on = await loadedScripts({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })
  expect(on.filter(isTelemetry)).toHaveLength(1)
})
