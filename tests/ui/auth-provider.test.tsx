import { act, cleanup, render, screen } from '@testing-library/react'
import { useEffect } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'
import { type Auth, useAuth } from '#app/auth/auth-context.ts'
import { AuthProvider } from '#app/auth/auth-provider.tsx'

// Stands for Clerk, which has a token for whoever asks.
vi.mock('#app/auth/clerk-island.client.tsx', () => ({
  default: function Island({ onReady }: { onReady: (actions: object) => void }) {
    useEffect(() => onReady({ getToken: async () => 'a-session-token' }), [onReady])
    return <p>Clerk is here</p>
  },
}))

const ada = { userId: 'user_1', email: 'ada@example.com', firstName: 'Ada', lastName: null }
const clerk = { loaderData: '{}', proxyUrl: undefined, scriptUrl: '', uiScriptUrl: '' }

let auth: Auth
function Probe() {
  auth = useAuth()
  return <p>{JSON.stringify(auth)}</p>
}
const page = (user: typeof ada | null) => (
  <AuthProvider user={user} clerk={clerk}>
    <Probe />
  </AuthProvider>
)

afterEach(cleanup)

test('knows who is signed in at the first paint of the server', () => {
  expect(renderToString(page(ada))).toContain('ada@example.com')
  expect(auth).toMatchObject({ isSignedIn: true, isLoaded: true, user: ada, token: null })
  renderToString(page(null))
  expect(auth).toMatchObject({ isSignedIn: false, isLoaded: true, user: null, token: null })
})

/** Asks for the token: until then Clerk is not there. */
async function getToken(): Promise<string | null> {
  expect(screen.queryByText('Clerk is here')).toBeNull()
  const asked = auth.getToken()
  await screen.findByText('Clerk is here')
  return act(() => asked)
}

test('fetches the token when it is asked for, and not before', async () => {
  render(page(ada))
  expect(auth.token).toBeNull()
  expect(await getToken()).toBe('a-session-token')
  expect(auth.token).toBe('a-session-token')
})

test("does not show one person's token to the next", async () => {
  const { rerender } = render(page(ada))
  await getToken()
  rerender(page({ ...ada, userId: 'user_2' }))
  expect(auth.token).toBeNull()
  rerender(page(null))
  expect(auth.token).toBeNull()
  expect(await auth.getToken()).toBeNull()
  expect(screen.getByText(/"isSignedIn":false/)).toBeDefined()
})
