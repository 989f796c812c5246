import type { Instance } from './instance.ts'
import { newId } from './keys.ts'
import type { StoredClient } from './state.ts'

/** A new browser. Its key is its secret: in Clerk's words the dev browser or the client cookie. */
export function createClient(instance: Instance): StoredClient {
  const client: StoredClient = {
    id: newId('client'),
    key: newId(instance.live ? 'clt' : 'dvb'),
    signIn: null,
    signUp: null,
    createdAt: instance.now(),
    updatedAt: instance.now(),
  }
  instance.state.clients.push(client)
  return client
}

/**
 * The browser that sent a request: a production instance knows it by an HttpOnly cookie, a
 * development instance by a token in the address, since it lives on another site than the app.
 */
export function findClient(instance: Instance, request: Request): StoredClient | undefined {
  const key = instance.live
    ? /(?:^|; )__client=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1]
    : new URL(request.url).searchParams.get('__clerk_db_jwt')
  return instance.state.clients.find((client) => client.key === key)
}

const year = 365 * 24 * 60 * 60
export const cookieAttributes = `Path=/; SameSite=Lax; Max-Age=${year}`

export function clientCookie(client: StoredClient): string {
  return `__client=${client.key}; ${cookieAttributes}; HttpOnly`
}

/** Tells the app's server since when the browser is signed in, or 0. */
export function updatedAtCookies(instance: Instance, client: StoredClient, signedIn: boolean) {
  const value = signedIn ? Math.floor(client.updatedAt / 1000) : 0
  return ['', `_${instance.cookieSuffix}`].map(
    (suffix) => `__client_uat${suffix}=${value}; ${cookieAttributes}`,
  )
}
