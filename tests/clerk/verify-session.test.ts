import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type RunningClerk, startLocalClerk } from '../support/clerk-server.ts'

let local: RunningClerk
let verifySession: (token: string) => Promise<unknown>
beforeAll(async () => {
  local = await startLocalClerk()
  // What the build knows of a deploy: nothing.
  for (const name of ['__CONTEXT__', '__DEPLOY_PRIME_URL__', '__NEON_BRANCH_URL__'])
    vi.stubGlobal(name, undefined)
  for (const [name, value] of Object.entries({ ...local.environment, CLERK_JWT_KEY: undefined }))
    vi.stubEnv(name, value)
  vi.stubEnv('URL', local.origin)
  ;({ verifySession } = await import('#app/auth/verify-session.server.ts'))
})
afterAll(() => local.close())

test('who has not set the key develops with the one that Clerk tells, and asks once', async () => {
  const { id: userId } = local.clerk.createUser({
    email: 'new@example.com',
    password: 'a good one',
  })
  const { token } = local.clerk.signIn(userId, local.origin)
  const ask = vi.spyOn(globalThis, 'fetch')
  expect(await verifySession(token)).toMatchObject({ userId, claims: { azp: local.origin } })
  expect(await verifySession(token)).toMatchObject({ userId })
  expect(await verifySession(`${token.slice(0, -8)}AAAAAAAA`)).toBeNull()
  expect(ask).toHaveBeenCalledOnce()
  ask.mockRestore()
})
