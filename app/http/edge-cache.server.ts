import { cookieSuffix } from '#app/auth/cookie-suffix.server.ts'
import { isReading } from './is-reading.ts'
import { readCookies } from './request-cookies.server.ts'

const ofClerk = ['__session', '__client_uat', '__clerk_db_jwt', '__refresh']

/** Every cookie that a page for everybody may depend on; who brings another site's analytics is nobody else. */
const cookies = [
  ...ofClerk.flatMap((name) => [name, `${name}_${cookieSuffix}`]),
  'notice',
  'kept-form',
]

/** Whether nothing tells who is asking, so that the answer is the one that everybody gets. */
export function isFromAnybody(request: Request): boolean {
  const isNamed = readCookies(request).some(({ name }) => cookies.includes(name))
  return isReading(request) && !isNamed && !request.headers.has('authorization')
}

/**
 * Lets Netlify keep an answer at its edge until the next deploy, a day at most, for those who bring none of the
 * cookies (https://docs.netlify.com/build/caching/caching-overview/). Browsers ask each time.
 */
export function keepAtEdge(headers: Headers): void {
  headers.set('cache-control', 'public, max-age=0, must-revalidate')
  headers.set('netlify-cdn-cache-control', 'public, durable, max-age=86400')
  headers.set('netlify-vary', `header=authorization,cookie=${cookies.join('|')}`)
  // They tell of the one request that was answered first.
  for (const name of ['x-request-id', 'server-timing']) headers.delete(name)
}
