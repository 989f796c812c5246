/**
 * What a program shows in its `Authorization`, or null. A browser sends the password of a site with each request, also
 * with one that another site makes: as to Clerk, any scheme but Bearer says nothing of who is asking.
 */
export function readBearer({ headers }: Request): string | null {
  const authorization = headers.get('authorization')
  return authorization && /^(?:Bearer\b|\S+$)/i.test(authorization) ? authorization : null
}
