import { z } from 'zod'
import { ClerkError, noStore, notFound } from './clerk-error.ts'
import type { Instance } from './instance.ts'
import { jsonWebKeySet } from './keys.ts'
import { domainResource } from './resources/domain.ts'
import { sessionResource } from './resources/session.ts'
import { userResource } from './resources/user.ts'
import { findRoute, type Route } from './routes.ts'
import { closeSession, isActive } from './sessions.ts'
import type { StoredSession, StoredUser } from './state.ts'
import { acceptPassword, createUser, deleteUser, findUser, updateUser } from './users.ts'

interface BackendCall {
  readonly instance: Instance
  readonly query: URLSearchParams
  readonly body: unknown
}

type ItemCall = BackendCall & { readonly id: string }

const routes: Route<BackendCall>[] = [
  ['GET', '/jwks', ({ instance }) => json(jsonWebKeySet(instance.state.keys))],
  ['GET', '/domains', ({ instance }) => json({ data: [domainResource(instance)], total_count: 1 })],
  ['GET', '/users', listUsers],
  ['GET', '/users/count', countUsers],
  ['POST', '/users', postUser],
  ['GET', '/users/:id', ({ instance, id }) => json(userResource(findUser(instance, id)))],
  ['PATCH', '/users/:id', patchUser],
  [
    'DELETE',
    '/users/:id',
    ({ instance, id }) => json(deleteUser(instance, findUser(instance, id))),
  ],
  ['GET', '/sessions', listSessions],
  ['GET', '/sessions/:id', (call) => json(sessionResource(call.instance, findSession(call)))],
  ['POST', '/sessions/:id/revoke', revokeSession],
]

/** Answers the app's server; undefined for an endpoint that is not emulated. */
export async function answerBackend(
  instance: Instance,
  request: Request,
  path: string,
): Promise<Response | undefined> {
  const isPublic = path === '/jwks'
  if (!isPublic && request.headers.get('authorization') !== `Bearer ${instance.secretKey}`) {
    throw new ClerkError(401, 'clerk_key_invalid', 'The provided Clerk Secret Key is invalid.')
  }
  const answer = findRoute(routes, request.method, path)
  if (!answer) return undefined
  const text = await request.text()
  const body: unknown = text === '' ? {} : JSON.parse(text)
  return answer({ instance, query: new URL(request.url).searchParams, body })
}

const name = z.string().nullable().optional()

const newUserSchema = z.strictObject({
  email_address: z.tuple([z.string()]),
  password: z.string().optional(),
  first_name: name,
  last_name: name,
})

const userChangesSchema = z.strictObject({
  first_name: name,
  last_name: name,
  password: z.string().optional(),
})

function listUsers({ instance, query }: BackendCall): Response {
  const offset = Number(query.get('offset') ?? 0)
  const limit = Number(query.get('limit') ?? 10)
  return json(
    matchingUsers(instance, query)
      .slice(offset, offset + limit)
      .map(userResource),
  )
}

function countUsers({ instance, query }: BackendCall): Response {
  return json({ object: 'total_count', total_count: matchingUsers(instance, query).length })
}

function postUser({ instance, body }: BackendCall): Response {
  const input = parse(newUserSchema, body)
  const user = createUser(instance, {
    email: input.email_address[0],
    password: input.password,
    firstName: input.first_name,
    lastName: input.last_name,
  })
  return json(userResource(user))
}

function patchUser({ instance, id, body }: ItemCall): Response {
  const user = findUser(instance, id)
  const input = parse(userChangesSchema, body)
  updateUser(instance, user, {
    firstName: input.first_name === undefined ? user.firstName : input.first_name,
    lastName: input.last_name === undefined ? user.lastName : input.last_name,
    passwordHash: input.password === undefined ? user.passwordHash : acceptPassword(input.password),
  })
  return json(userResource(user))
}

function listSessions({ instance, query }: BackendCall): Response {
  const userId = query.get('user_id')
  const status = query.get('status')
  const found = instance.state.sessions
    .filter((session) => userId === null || session.userId === userId)
    .filter((session) => status === null || session.status === status)
    .map((session) => sessionResource(instance, session))
  return json({ data: found, total_count: found.length })
}

function revokeSession(call: ItemCall): Response {
  const session = findSession(call)
  if (isActive(call.instance, session)) closeSession(call.instance, session, 'revoked')
  return json(sessionResource(call.instance, session))
}

function matchingUsers(instance: Instance, query: URLSearchParams): StoredUser[] {
  const addresses = query.getAll('email_address').map((address) => address.toLowerCase())
  const ids = query.getAll('user_id')
  return instance.state.users
    .filter((user) => ids.length === 0 || ids.includes(user.id))
    .filter(
      (user) =>
        addresses.length === 0 || user.emails.some((email) => addresses.includes(email.address)),
    )
}

function findSession({ instance, id }: ItemCall): StoredSession {
  const session = instance.state.sessions.find((candidate) => candidate.id === id)
  if (!session) throw notFound('Session')
  return session
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw new ClerkError(422, 'form_param_invalid', z.prettifyError(result.error))
}

function json(body: object): Response {
  return Response.json(body, { headers: noStore })
}
