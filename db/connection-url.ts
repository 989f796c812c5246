import { isIPv4 } from 'node:net'

/** Modes of libpq's sslmode under which nobody can read or change what is sent. */
const SAFE_SSL_MODES = ['require', 'verify-ca', 'verify-full']

/** Whether Neon serves this connection URL over HTTPS. */
export function isNeonHost(url: URL): boolean {
  return url.hostname.toLowerCase().endsWith('.neon.tech')
}

/** Whether the connection leaves this machine, or is asked to be encrypted all the same. */
export function needsTls(url: URL): boolean {
  return !isLoopback(url) || SAFE_SSL_MODES.includes(url.searchParams.get('sslmode') ?? '')
}

/** The host without the brackets that a URL puts around an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

/**
 * Says why a connection URL must not be used, or undefined if it may.
 * The URL itself is never repeated: it holds a password.
 */
export function connectionUrlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'is not a URL: expected postgres://user:password@host/database'
  const url = new URL(text)
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')
    return `must begin with postgres:// or postgresql://, not ${url.protocol}//`
  if (!url.hostname) return 'names no host'
  if ([url.username, url.password, url.pathname].some(isBroken))
    return 'has a % that is none: write it as %25'
  if (isLoopback(url)) return undefined
  const weak = [
    ...url.searchParams.getAll('sslmode').filter((mode) => !SAFE_SSL_MODES.includes(mode)),
    ...url.searchParams.getAll('ssl').filter((value) => value !== 'true'),
  ]
  if (weak.length === 0) return undefined
  return `asks for a connection to ${hostOf(url)} that may be unencrypted (${weak.join(', ')}): only a loopback host may do without TLS, use sslmode=require or leave it out`
}

/** Whether a part has a % that begins no escape, such as one that belongs to the password. */
function isBroken(part: string): boolean {
  try {
    decodeURIComponent(part)
    return false
  } catch {
    return true
  }
}

/** Whether the database is on this machine. */
export function isLoopback(url: URL): boolean {
  const host = hostOf(url).toLowerCase()
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}
