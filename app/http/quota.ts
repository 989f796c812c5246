import { currentRequest } from '#app/request-scope.server.ts'

/**
 * Tells the caller how many requests are left, and when the next one is welcome where it was one too many
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/).
 */
export function announceQuota(response: Response): Response {
  const quota = currentRequest()?.quota
  if (!quota) return response
  const { policy, limit, remaining, resetSeconds } = quota
  // So many requests in a minute; `t` is when all of them will be free again.
  response.headers.set('ratelimit-policy', `"${policy}";q=${limit};w=60`)
  response.headers.set('ratelimit', `"${policy}";r=${remaining};t=${resetSeconds}`)
  if (response.status === 429) response.headers.set('retry-after', String(resetSeconds))
  return response
}
