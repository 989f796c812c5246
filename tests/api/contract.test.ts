import { createConfig, lintFromString } from '@redocly/openapi-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import routes from '#app/routes.ts'
import { openApiDocument } from '#app/contract/openapi.ts'
import { type ProblemName, problemKinds } from '#app/contract/problem.ts'
import { type App, startApp } from '../support/app.ts'
import { contractBreach } from '../support/openapi.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const paths = Object.entries(openApiDocument.paths ?? {})

test('is served as it is in the code', async () => {
  const response = await fetch(`${app.origin}/api/openapi.json`)
  expect(response.headers.get('cache-control')).toBe('private, max-age=300')
  expect(await response.json()).toEqual(JSON.parse(JSON.stringify(openApiDocument)))
})

test('the linter finds nothing, not even a warning', async () => {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source: JSON.stringify(openApiDocument), config })
  expect(
    problems.map(
      ({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`,
    ),
  ).toEqual([])
})

test('names every route of the API, and no other', () => {
  const inRoutes = routes
    .flatMap((route) => route.path ?? [])
    .filter((path) => path.startsWith('api/') && path !== 'api/*')
    .map((path) => `/${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  expect(paths.map(([path]) => path).toSorted()).toEqual(inRoutes.toSorted())
})

test.each(
  paths.flatMap(([path, item]) =>
    (['GET', 'PUT', 'PATCH', 'POST', 'DELETE'] as const).map(
      (method) => [method, path, Object.keys(item).includes(method.toLowerCase())] as const,
    ),
  ),
)('%s %s is known: %s', async (method, path, isKnown) => {
  const url = `${app.origin}${path.replaceAll(/\{\w+\}/g, crypto.randomUUID())}`
  const { authorization } = app.createPerson()
  const response = await fetch(url, { method, headers: authorization })
  expect(response.status === 405).toBe(!isKnown)
  const options = await fetch(url, { method: 'OPTIONS' })
  expect(options.headers.get('allow')?.split(', ').includes(method)).toBe(isKnown)
})

test.each(Object.keys(problemKinds))(
  'the problem %s is explained where its type leads',
  async (name) => {
    const response = await fetch(`${app.origin}/docs/problems/${name}`)
    expect(response.status).toBe(200)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key of it, from the line above
    expect(await response.text()).toContain(problemKinds[name as ProblemName].title)
  },
)

test('a problem that does not exist is explained nowhere', async () => {
  expect((await fetch(`${app.origin}/docs/problems/constructor`)).status).toBe(404)
})

test.each([
  ['an undocumented status', Response.json({}, { status: 418 })],
  ['an undocumented field', Response.json({ status: 'ok', version: 1 })],
  ['a missing field', Response.json({})],
  ['another type', new Response('ok')],
])('the check itself notices %s', async (_name, response) => {
  expect(await contractBreach('GET', '/api/health/live', response)).toBeTypeOf('string')
})
