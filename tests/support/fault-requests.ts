import type { App } from './app.ts'

type Person = ReturnType<App['createPerson']>

/** What came back, and who had asked. */
export interface Outcome {
  name: string
  person: Person
  status: number
  headers: Headers
  body: string
  requestId: string
  elapsedMs: number
}

interface Given {
  headers: Record<string, string>
}

interface Kind {
  /** Whether its success is one row of the audit log. */
  writes: boolean
  path: string
  /** The status of its success. */
  status: number
  init: (person: Person, origin: string) => Omit<RequestInit, 'headers'> & Given
}

/** Texts that a request carries where a log may not repeat them. */
export const canaries = {
  'a query': 'canary-in-the-query',
  'a cookie': 'canary-in-a-cookie',
  'a header': 'canary-in-a-header',
  'a body': 'canary-in-the-body',
  'a user agent': 'canary-in-the-user-agent',
}

const query = `canary=${canaries['a query']}`

const api = (method: string, body?: object) => (person: Person) => ({
  method,
  headers: { ...person.authorization, 'content-type': 'application/json' },
  ...(body && { body: JSON.stringify(body) }),
})
const page = ({ cookie }: Person) => ({
  headers: { cookie, accept: 'text/html', 'sec-fetch-dest': 'document' },
})
const form = (fields: Record<string, string>) => (person: Person, origin: string) => ({
  method: 'POST',
  headers: { ...page(person).headers, origin },
  body: new URLSearchParams(fields),
})

/** Of each way to ask for something that needs the database, one. */
export const kinds: Record<string, Kind> = {
  'GET /api/hello-world': { writes: true, path: '/api/hello-world', status: 200, init: api('GET') },
  'GET /api/user/settings': {
    writes: false,
    path: '/api/user/settings',
    status: 200,
    init: api('GET'),
  },
  'PUT /api/user/settings': {
    writes: true,
    path: '/api/user/settings',
    status: 200,
    init: api('PUT', { theme: 'dark' }),
  },
  'PUT that is not valid': {
    writes: false,
    path: '/api/user/settings',
    status: 422,
    init: api('PUT', { theme: canaries['a body'] }),
  },
  'GET /': { writes: false, path: '/', status: 200, init: page },
  'GET /settings': { writes: false, path: '/settings', status: 200, init: page },
  'GET /activity': { writes: false, path: '/activity', status: 200, init: page },
  'GET /activity within the app': {
    writes: false,
    path: '/activity.data',
    status: 200,
    init: ({ cookie }) => ({ headers: { cookie } }),
  },
  'POST /': { writes: true, path: '/?index', status: 302, init: form({}) },
  'POST /settings': {
    writes: true,
    path: '/settings',
    status: 302,
    init: form({ theme: 'dark', notificationsEnabled: 'on' }),
  },
}

/** Sends a request of this kind as a new person, who never asked for anything before. */
export async function send(app: App, name: string): Promise<Outcome> {
  const kind = kinds[name]
  if (!kind) throw new Error(`There is no request ${name}.`)
  const person = app.createPerson()
  const init = kind.init(person, app.origin)
  const { cookie } = init.headers
  const headers = {
    ...init.headers,
    'x-canary': canaries['a header'],
    'user-agent': canaries['a user agent'],
    ...(cookie && { cookie: `${cookie}; canary=${canaries['a cookie']}` }),
  }
  const url = `${app.origin}${kind.path}${kind.path.includes('?') ? '&' : '?'}${query}`
  const start = performance.now()
  const response = await fetch(url, { ...init, headers, redirect: 'manual' })
  const body = await response.text()
  return {
    name,
    person,
    status: response.status,
    headers: response.headers,
    body,
    requestId: response.headers.get('x-request-id') ?? 'none',
    elapsedMs: performance.now() - start,
  }
}
