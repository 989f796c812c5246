import { hash } from 'node:crypto'
import { makeNonce } from './nonce.server.ts'

/** What the scripts bear of a page that is to be hashed; it is never sent. */
export const unsentNonce = makeNonce()

export interface HashedPage {
  body: Buffer<ArrayBuffer>
  /** For its `script-src`. */
  sources: string[]
}

/**
 * Makes a page that may be kept and sent to everybody: its own scripts, which bear `unsentNonce`, are known by their
 * hashes instead, as a nonce that is sent twice is none (https://www.w3.org/TR/CSP3/#security-nonces).
 */
export function hashScripts(page: Buffer): HashedPage {
  // One cut where each tag bears the nonce: a pattern over the whole page took as long as to render it.
  const [first = '', ...parts] = page.toString().split(` nonce="${unsentNonce}"`)
  const sources = new Set<string>()
  let before = first
  for (const part of parts) {
    if (before.startsWith('<script', before.lastIndexOf('<'))) {
      const script = part.slice(part.indexOf('>') + 1, part.indexOf('</script>'))
      sources.add(`'sha256-${hash('sha256', script, 'base64')}'`)
    }
    before = part
  }
  return { body: Buffer.from([first, ...parts].join('')), sources: [...sources] }
}
