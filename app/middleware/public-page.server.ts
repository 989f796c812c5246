import type { MiddlewareFunction } from 'react-router'
import { readUserId } from '#app/auth/session.server.ts'
import { isFromAnybody } from '#app/http/edge-cache.server.ts'
import { currentRequest } from '#app/request-scope.server.ts'

/** Says of a page that it is the same for everybody who is signed out, so that it may be kept at the edge. */
export const publicPage: MiddlewareFunction<Response> = async (args, next) => {
  const scope = currentRequest()
  if (scope) scope.isForEverybody = readUserId(args) === null && isFromAnybody(args.request)
  return next()
}
