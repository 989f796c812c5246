import type { BrowserContext } from '@playwright/test'
import type { App } from './app.ts'

/** Makes the browser's session token one that ran out: a person who was away for two minutes. */
export async function idleForTwoMinutes(
  app: App,
  context: BrowserContext,
  { claims }: ReturnType<App['createPerson']>,
) {
  const [iat, nbf, exp] = [claims.iat, claims.nbf, claims.exp].map((second) => second - 120)
  const value = app.clerk.signToken({ ...claims, iat, nbf, exp })
  const session = (await context.cookies()).filter(({ name }) => name.startsWith('__session'))
  await context.addCookies(session.map((cookie) => ({ ...cookie, value })))
}
