import { currentRequest, type Quota } from '#app/request-scope.server.ts'

/**
 * Tells the caller how many requests are left, where the request was counted
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/).
 */
export function announceQuota(response: Response): Response {
  const quota = currentRequest()?.quota
  if (quota) {
    for (const [name, value] of Object.entries(quotaHeaders(quota)))
      response.headers.set(name, value)
  }
  return response
}

/** The policy is so many requests in a minute; `t` is when all of them will be free again. */
export function quotaHeaders({ policy, limit, remaining, resetSeconds }: Quota) {
  return {
    'ratelimit-policy': `"${policy}";q=${limit};w=60`,
    ratelimit: `"${policy}";r=${remaining};t=${resetSeconds}`,
  }
}
