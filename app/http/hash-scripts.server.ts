import { hash } from 'node:crypto'

/**
 * Makes a page that may be kept and sent to everybody: its own scripts, which bear the nonce, are known by their
 * hashes instead, as a nonce that is sent twice is none (https://www.w3.org/TR/CSP3/#security-nonces).
 * @returns the page, and the sources for its `script-src`
 */
export function hashScripts(html: string, nonce: string): { html: string; sources: string[] } {
  // One cut where each tag bears the nonce: a pattern over the whole page took as long as to render it.
  const [first = '', ...parts] = html.split(` nonce="${nonce}"`)
  const sources = new Set<string>()
  let before = first
  for (const part of parts) {
    if (before.startsWith('<script', before.lastIndexOf('<'))) {
      const script = part.slice(part.indexOf('>') + 1, part.indexOf('</script>'))
      sources.add(`'sha256-${hash('sha256', script, 'base64')}'`)
    }
    before = part
  }
  return { html: [first, ...parts].join(''), sources: [...sources] }
}
