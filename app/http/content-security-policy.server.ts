import { parsePublishableKey } from '@clerk/shared/keys'
import { env } from '#app/env.server.ts'

/**
 * The policy of every page: its own scripts run, by their nonce or hash, and Clerk's; nothing else does
 * (https://www.w3.org/TR/CSP3/, https://clerk.com/docs/guides/secure/best-practices/csp-headers).
 */
export function contentSecurityPolicy(ownScripts: string[]): string {
  // Not 'strict-dynamic': with it Safari before 2026 ran no module that was preloaded, as these all are.
  const scripts = ["'self'", ...ownScripts, ...clerk.scripts].join(' ')
  return `default-src 'self'; script-src ${scripts}; ${rest}`
}

const clerk = clerkOrigins()

const rest = Object.entries({
  // Clerk's components and the toasts make their styles while they run.
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:', ...clerk.images],
  'connect-src': ["'self'", ...clerk.api],
  'worker-src': ["'self'", 'blob:'],
  'frame-src': clerk.frames,
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
})
  .map(([directive, sources]) => [directive, ...sources].join(' '))
  .join('; ')

/** Where Clerk is: behind this site where it is proxied, as the local one is, else at its own addresses. */
function clerkOrigins() {
  const host = parsePublishableKey(env.CLERK_PUBLISHABLE_KEY)?.frontendApi
  if (!host || env.CLERK_PROXY_URL?.startsWith('/'))
    return { scripts: [], images: [], api: [], frames: ["'none'"] }
  const origin = `https://${host}`
  // Against bots it uses Cloudflare's check, and its own where Clerk Protect is on, which uses other ports too.
  const bots = ['https://challenges.cloudflare.com', 'https://*.protect.clerk.com']
  return {
    scripts: [origin, ...bots],
    images: ['https://img.clerk.com'],
    api: [origin, 'https://*.protect.clerk.com:*'],
    frames: bots,
  }
}
