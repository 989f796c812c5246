import { type NeonEndpoint, startNeonEndpoint } from './neon-endpoint.ts'

/** A Neon of this machine that counts what the built app's driver sends to it: each request is one round trip. */
export function countedNeon() {
  const { fetch } = globalThis
  let endpoint: NeonEndpoint | undefined
  let target = ''
  let count = 0
  // The built app has a driver of its own, which knows Neon's real addresses only.
  globalThis.fetch = (input, init) => {
    if (input !== 'https://api.local.neon.tech/sql') return fetch(input, init)
    count += 1
    return fetch(target, init)
  }
  return {
    async through(this: void, databaseUrl: string): Promise<string> {
      endpoint = await startNeonEndpoint(databaseUrl)
      target = `http://127.0.0.1:${/ep-(\d+)/.exec(endpoint.url)?.[1]}/sql`
      return endpoint.url
    },
    /** How many round trips there were while something was done. */
    async during(act: () => Promise<unknown>): Promise<number> {
      const before = count
      await act()
      return count - before
    },
    async close() {
      globalThis.fetch = fetch
      await endpoint?.close()
    },
  }
}
