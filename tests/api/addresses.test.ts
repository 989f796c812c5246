import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '../support/app.ts'

const shop = 'https://shop.example.com'

let app: App
beforeAll(async () => {
  app = await startApp({ environment: { API_CORS_ORIGINS: shop } })
})
afterAll(() => app.stop())

const asDocument = { accept: 'text/html,*/*', 'sec-fetch-dest': 'document' }
const ask = (path: string, init: RequestInit = {}) =>
  fetch(app.origin + path, { headers: asDocument, redirect: 'manual', ...init })

describe.each(['/api/hello-world', '/API/hello-world', '/%61pi/hello-world'])(
  'however the address is written, %s is the API:',
  (path) => {
    test('a program without a token gets a 401, not a page', async () => {
      const response = await ask(path)
      expect(response.status).toBe(401)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
    })

    test('what another site posts with cookies is refused', async () => {
      const headers = { cookie: 'a=b', origin: shop }
      const response = await ask(path, { method: 'POST', headers })
      expect(response.status).toBe(403)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
    })

    test('the sites that may read the answer may', async () => {
      const { headers } = await ask(path, { headers: { origin: shop } })
      expect(headers.get('access-control-allow-origin')).toBe(shop)
    })
  },
)

test.each(['/api', '/API', '/api/', '/api/nothing'])(
  '%s is the API, and not there',
  async (path) => {
    const response = await ask(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  },
)

test.each(['/webhooks/anything-else', '/webhooks/clerk/more', '/webhooks'])(
  '%s is a page that is not there',
  async (path) => {
    const response = await ask(path, { headers: { accept: '*/*' } })
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('</html>')
  },
)
