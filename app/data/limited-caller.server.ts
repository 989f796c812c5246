import { createHmac } from 'node:crypto'
import addresses from 'ipaddr.js'
import { env } from '#app/env.server.ts'

// Without a key, all of IPv4 is hashed in a moment.
const key = createHmac('sha256', env.CLERK_SECRET_KEY).update('limits').digest()

/**
 * The name under which an address is limited, which nobody can lead back to it. Of an IPv6 address it is the network
 * of 64 bits: whoever has one has 2^64 addresses to send from (RFC 6177, section 2).
 */
export function limitedCaller(address: string): string {
  return createHmac('sha256', key).update(networkOf(address)).digest('base64url')
}

/** However the address is written; one that maps an IPv4 address is that. */
function networkOf(address: string): string {
  if (!addresses.isValid(address)) return address
  const bytes = addresses.process(address).toByteArray()
  return bytes.slice(0, bytes.length === 16 ? 8 : 4).join('.')
}
