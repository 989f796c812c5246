import { RouterContextProvider } from 'react-router'
import { expect, test } from 'vitest'
import { openHeaders } from '#app/middleware/open-headers.server.ts'

const url = new URL('https://app.example.com/proxy')
const args = { url, request: new Request(url), pattern: 'proxy', params: {} }

// What fetch() gives has headers that nobody may change, and so has what Response.redirect() makes; yet every
// answer gets some here.
test.each([
  ['fetch()', async () => fetch('data:text/plain,proxied'), 200, 'proxied'],
  ['Response.redirect()', async () => Response.redirect('https://example.com/'), 302, ''],
])('a route may return what %s gave', async (_what, answer, status, text) => {
  const given = await answer()
  expect(() => given.headers.set('x-request-id', 'request-1')).toThrow('immutable')
  const open = await openHeaders({ ...args, context: new RouterContextProvider() }, answer)
  if (!open) throw new Error('There is no answer.')
  open.headers.set('x-request-id', 'request-1')
  expect([open.status, await open.text()]).toEqual([status, text])
})
