import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { branchName, openNeonBranch } from '../../netlify/neon-branch.ts'
import { listen } from '../support/listen.ts'

const name = 'preview/pr-7'
const uri = 'postgresql://owner:secret@ep-a-b-1.eu-central-1.aws.neon.tech/notes?sslmode=require'

/** Neon's API, as far as https://api-docs.neon.tech/reference describes what is asked here. */
const neon = {
  branches: [{ id: 'br-main', name: 'main', current_state: 'ready' }],
  requests: [] as string[],
  failures: [] as number[],
  answer(method = '', url = '', body: string): object {
    const { pathname, searchParams } = new URL(url, 'http://neon')
    const path = pathname.replace('/projects/a-project/', '')
    if (path === 'branches' && method === 'POST') {
      const { branch, endpoints } = JSON.parse(body)
      expect(endpoints).toEqual([{ type: 'read_write' }])
      const made = { id: 'br-new', name: branch.name, current_state: 'init' }
      this.branches.push(made)
      return { branch: made }
    }
    if (path === 'branches') {
      const branches = this.branches.map((each) => ({ ...each }))
      // It takes a moment, which ends when it is next asked.
      for (const each of this.branches) each.current_state = 'ready'
      return { branches }
    }
    if (path === 'branches/br-new/databases')
      return { databases: [{ name: 'notes', owner_name: 'owner' }] }
    expect(path).toBe('connection_uri')
    expect(Object.fromEntries(searchParams)).toEqual({
      branch_id: 'br-new',
      database_name: 'notes',
      role_name: 'owner',
    })
    return { uri }
  },
}

const server = createServer((request: IncomingMessage, response) => {
  const { method, url, headers } = request
  neon.requests.push(`${method} ${url?.replace(/\?.*/, '')}`)
  const status = headers.authorization === 'Bearer a-key' ? (neon.failures.shift() ?? 200) : 401
  if (status === 200)
    void text(request).then((body) => response.end(JSON.stringify(neon.answer(method, url, body))))
  else response.writeHead(status).end('{"message":"no"}')
})
let api: string
beforeAll(async () => {
  api = `http://localhost:${await listen(server)}`
})
afterAll(() => server.close())
beforeEach(() => {
  neon.branches.splice(1)
  neon.requests.length = 0
})

const open = (apiKey = 'a-key') => openNeonBranch(name, { apiKey, projectId: 'a-project', api })
const made = () => neon.requests.filter((line) => line.startsWith('POST'))

test('a branch that Neon put to sleep is taken as it is: to connect wakes it', async () => {
  neon.branches.push({ id: 'br-new', name, current_state: 'archived' })
  expect(await open()).toBe(uri)
  expect(neon.requests.filter((request) => request.endsWith('/branches'))).toHaveLength(1)
  expect(made()).toEqual([])
})

test('a preview gets a branch, once it is ready', async () => {
  expect(await open()).toBe(uri)
  expect(made()).toHaveLength(1)
})

test('the next build of the same preview gets the same branch', async () => {
  await open()
  expect(await open()).toBe(uri)
  expect(made()).toHaveLength(1)
})

test.each([409, 423, 429, 500, 503])('%i passes', async (status) => {
  neon.failures.push(200, status)
  expect(await open()).toBe(uri)
})

test('a wrong key fails at once, and is not repeated', async () => {
  await expect(open('a-wrong-key')).rejects.toThrow('Neon answers 401 to branches.')
  expect(neon.requests).toHaveLength(1)
})

test.each([
  [{ REVIEW_ID: '7', BRANCH: 'notes' }, 'preview/pr-7'],
  [{ BRANCH: 'staging' }, 'preview/staging'],
])('the branch of %o is %s', (variables, expected) => {
  expect(branchName(variables)).toBe(expected)
})

test('the workflow makes and deletes the branch that a preview looks for', () => {
  const workflow = readFileSync('.github/workflows/preview-database.yml', 'utf8')
  const [, pattern = ''] = /BRANCH_NAME: (.+)/.exec(workflow) ?? []
  const expected = branchName({ REVIEW_ID: '7' })
  expect(pattern.replace('${{ github.event.number }}', '7')).toBe(expected)
})
