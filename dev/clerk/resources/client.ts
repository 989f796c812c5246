import type { Instance } from '../instance.ts'
import { activeSession } from '../sessions.ts'
import type { StoredClient } from '../state.ts'
import { ownSessionResource } from './session.ts'
import { signInResource } from './sign-in.ts'
import { signUpResource } from './sign-up.ts'

export function clientResource(instance: Instance, client: StoredClient, origin: string) {
  const session = activeSession(instance, client)
  return {
    object: 'client',
    id: client.id,
    sessions: session ? [ownSessionResource(instance, session, origin)] : [],
    sign_in: client.signIn ? signInResource(instance, client.signIn) : null,
    sign_up: client.signUp ? signUpResource(client.signUp) : null,
    last_active_session_id: session?.id ?? null,
    last_authentication_strategy: null,
    captcha_bypass: false,
    // Without an expiry Clerk's script never leaves the page to prolong the cookie.
    cookie_expires_at: null,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  }
}
