import { type MiddlewareFunction, redirect } from 'react-router'
import { readUserId } from '#app/auth/session.server.ts'

/** Sends people who are signed in already to where they wanted to go. */
export const redirectSignedIn: MiddlewareFunction<Response> = async (args, next) => {
  if (readUserId(args)) throw redirect(localPath(args.url.searchParams.get('redirect_url')))
  return next()
}

/** Only paths of this site: anything else would be an open redirect, a path that begins with `//` too. */
function localPath(wanted: string | null): string {
  const base = 'http://localhost'
  if (!wanted || !URL.canParse(wanted, base)) return '/'
  const { origin, pathname, search } = new URL(wanted, base)
  return origin === base ? pathname.replace(/^\/+/, '/') + search : '/'
}
