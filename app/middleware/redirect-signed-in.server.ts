import { type MiddlewareFunction, redirect } from 'react-router'
import { readUserId } from '#app/auth/session.server.ts'
import { localPath } from '#app/http/local-path.ts'

/** Sends people who are signed in already to where they wanted to go. */
export const redirectSignedIn: MiddlewareFunction<Response> = async (args, next) => {
  if (readUserId(args)) throw redirect(pathWithin(args.url.searchParams.get('redirect_url')))
  return next()
}

/** Only paths of this site: anything else would be an open redirect. */
function pathWithin(wanted: string | null): string {
  const base = 'http://localhost'
  if (!wanted || !URL.canParse(wanted, base)) return '/'
  const url = new URL(wanted, base)
  return url.origin === base ? localPath(url) : '/'
}
