import { startApp } from './app.ts'
import { startFaultProxy } from './fault-proxy.ts'
import { openFaultTrial } from './fault-trial.ts'

/** An app whose way to its Postgres can be made to fail; and what it says is kept, not written. */
export async function startFaultyApp() {
  const proxy = await startFaultProxy()
  const urls: string[] = []
  const app = await startApp({
    throughProxy: (url) => {
      urls.push(url, proxy.through(url))
      return proxy.through(url)
    },
  })
  const trial = openFaultTrial(app, urls)
  return {
    app,
    proxy,
    trial,
    async stop() {
      trial.close()
      await app.stop()
      await proxy.close()
    },
  }
}

export type FaultyApp = Awaited<ReturnType<typeof startFaultyApp>>
