import { Vary } from '@remix-run/headers/vary'
import type { MiddlewareFunction } from 'react-router'
import { env } from '#app/env.server.ts'
import { isApi } from '#app/http/is-api.ts'

const requestHeaders = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Traceparent',
  'X-Request-Id',
]
const responseHeaders = [
  'Allow',
  'ETag',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Server-Timing',
  'WWW-Authenticate',
  'X-Request-Id',
]

/**
 * Opens the API to pages of the sites in API_CORS_ORIGINS, and to no others. They send a Bearer token:
 * cookies are never shared (https://fetch.spec.whatwg.org/#http-cors-protocol).
 */
export const shareWithOrigins: MiddlewareFunction<Response> = async (args, next) => {
  const response = await next()
  if (!isApi(args) || env.API_CORS_ORIGINS.length === 0) return response
  const { headers } = response
  headers.set('vary', new Vary([...Vary.from(headers.get('vary')), 'Origin']).toString())
  const { request } = args
  const origin = request.headers.get('origin')
  if (!origin || !env.API_CORS_ORIGINS.includes(origin)) return response
  headers.set('access-control-allow-origin', origin)
  headers.set('access-control-expose-headers', responseHeaders.join(', '))
  if (request.method === 'OPTIONS' && request.headers.has('access-control-request-method')) {
    headers.set('access-control-allow-methods', headers.get('allow') ?? '')
    headers.set('access-control-allow-headers', requestHeaders.join(', '))
    headers.set('access-control-max-age', '600')
  }
  return response
}
