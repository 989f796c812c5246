import { createHash } from 'node:crypto'

/**
 * Makes a page that may be kept and sent to everybody: its own scripts, which bear the nonce, are known by their
 * hashes instead, as a nonce that is sent twice is none (https://www.w3.org/TR/CSP3/#security-nonces).
 * @returns the page, and the sources for its `script-src`
 */
export function hashScripts(html: string, nonce: string): { html: string; sources: string[] } {
  const own = new RegExp(`<script[^>]* nonce="${nonce}"[^>]*>(.*?)</script>`, 'gs')
  const sources = Array.from(html.matchAll(own), ([, script = '']) => {
    const hash = createHash('sha256').update(script).digest('base64')
    return `'sha256-${hash}'`
  })
  return { html: html.replaceAll(` nonce="${nonce}"`, ''), sources: [...new Set(sources)] }
}
