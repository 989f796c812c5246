import type { App } from '../support/app.ts'

/** A new session as a program shows it; one ends after a minute. */
export function asProgram(app: App, userId: string): Record<string, string> {
  return { authorization: `Bearer ${app.clerk.signIn(userId, app.origin).token}` }
}

/** A new session as a browser shows it on its second page, with the cookies that the first one set. */
export async function asBrowser(
  app: App,
  userId: string,
  origin: string,
): Promise<Record<string, string>> {
  const { cookies } = app.clerk.signIn(userId, app.origin)
  const session = Object.entries(cookies).map(([name, value]) => `${name}=${value}`)
  const first = await fetch(`${origin}/settings`, { headers: { cookie: session.join('; ') } })
  const further = first.headers.getSetCookie().map((each) => each.replace(/;.*/s, ''))
  return { cookie: [...session, ...further].join('; ') }
}
