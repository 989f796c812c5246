import { AsyncLocalStorage } from 'node:async_hooks'
import { isIP } from 'node:net'

/** What is left of a caller's requests: see db/migrations/0016_rate_limits.sql. */
export interface Quota {
  policy: 'user' | 'address'
  limit: number
  remaining: number
  resetSeconds: number
}

/** What is known about the request that is being answered, wherever in the code that is asked for. */
export interface RequestScope {
  id: string
  path: string
  /** The pattern of the path, once it is known. */
  route: string | null
  /** The address that the platform saw; headers such as X-Forwarded-For are never trusted. */
  clientAddress: string
  userId: string | null
  authMs: number
  databaseMs: number
  roundTrips: number
  /** Whether the next call to the database has to count this request first. */
  mustCount: boolean
  quota: Quota | null
  /** What a page's form sent, once it is read. */
  form: Buffer | null
  /** Whether the answer is the same for everybody, so that it may be kept at the edge. */
  isForEverybody: boolean
  /** Whether something that passes kept the database or Clerk from an answer. */
  isUnavailable: boolean
}

const storage = new AsyncLocalStorage<RequestScope>()

/** The request that is being answered; undefined in a scheduled run. */
export const currentRequest = () => storage.getStore()

/** Answers a request within a scope of its own. */
export function withRequestScope<T>(
  request: Pick<RequestScope, 'id' | 'path' | 'clientAddress'>,
  answer: () => T,
): T {
  const nothingYet = {
    route: null,
    userId: null,
    authMs: 0,
    databaseMs: 0,
    roundTrips: 0,
    mustCount: false,
    quota: null,
    form: null,
    isForEverybody: false,
    isUnavailable: false,
  }
  return storage.run({ ...request, ...nothingYet }, answer)
}

export interface Client {
  ipAddress: string | null
  userAgent: string | null
  requestId: string
}

/** In characters: what is longer says nothing of a browser, and every page of the history shows it. */
export const longestUserAgent = 512

/** Who is calling, as far as the connection tells: the address is null where it is not an IP address. */
export function readClient({ headers }: Request): Client {
  const { clientAddress = '', id = '' } = currentRequest() ?? {}
  return {
    ipAddress: isIP(clientAddress) ? clientAddress : null,
    userAgent: headers.get('user-agent')?.slice(0, longestUserAgent) ?? null,
    requestId: id,
  }
}
