import { IfMatch } from '@remix-run/headers/if-match'

/** A strong entity tag (RFC 9110, 8.8.3) of a version that holds no quotes. */
export const entityTag = (version: string) => `"${version}"`

/**
 * The versions that a change may replace, by its preconditions; null where any will do. A weak tag never
 * matches: it promises no equality.
 */
export function replaceableVersions(headers: {
  'if-match'?: string | undefined
  'if-none-match'?: '*' | undefined
}): string[] | null {
  const ifMatch = headers['if-match']
  if (ifMatch === undefined) return headers['if-none-match'] ? ['none'] : null
  const { tags } = IfMatch.from(ifMatch)
  if (tags.includes('*')) return null
  return tags.filter((tag) => !tag.startsWith('W/')).map((tag) => tag.slice(1, -1))
}
