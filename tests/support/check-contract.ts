import { afterEach, expect } from 'vitest'

// Every answer of the API that a test gets is held against the OpenAPI document.
const breaches: string[] = []
const original = globalThis.fetch

globalThis.fetch = async (input, init) => {
  const response = await original(input, init)
  const request =
    input instanceof Request ? input : { url: String(input), method: init?.method ?? 'GET' }
  const { hostname, pathname } = new URL(request.url)
  if (hostname === 'localhost' && pathname.startsWith('/api/')) {
    // Not before: to read the document takes a third of a second, and half of the files ask the API nothing.
    const { contractBreach } = await import('./openapi.ts')
    const breach = await contractBreach(request.method, pathname, response)
    if (breach) breaches.push(`${request.method} ${pathname} ${breach}`)
  }
  return response
}

afterEach(() => {
  expect(breaches.splice(0)).toEqual([])
})
