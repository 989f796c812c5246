import { hash } from 'node:crypto'

/**
 * A UUID of version 8 (RFC 9562) that is always the same for the same parts: a row with it is written once,
 * however often it is sent.
 */
export function derivedId(...parts: string[]): string {
  const bytes = hash('sha256', JSON.stringify(parts), 'buffer')
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x80
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-')
}
