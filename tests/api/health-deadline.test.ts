import { createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { listen } from '../support/listen.ts'

/** Takes every connection, as a host behind a broken network does, and never says a word. */
const sockets = new Set<Socket>()
const silent = createServer((socket) => void sockets.add(socket.on('error', () => {})))

let app: App
beforeAll(async () => {
  const port = await listen(silent, '127.0.0.1')
  app = await startApp({
    throughProxy: (url) => Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href,
  })
})
afterAll(async () => {
  await app.stop()
  for (const socket of sockets) socket.destroy()
  silent.close()
})

test.each(['first', 'next'])('a database that never answers is given two seconds: %s', async () => {
  const start = performance.now()
  const response = await fetch(`${app.origin}/api/health`)
  const elapsedMs = performance.now() - start
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ status: 'unavailable' })
  expect(elapsedMs).toBeGreaterThan(1_900)
  expect(elapsedMs).toBeLessThan(4_000)
})
