import { IfMatch } from '@remix-run/headers/if-match'
import { IfNoneMatch } from '@remix-run/headers/if-none-match'

/** A strong entity tag (RFC 9110, 8.8.3) of a version that holds no quotes. */
export const entityTag = (version: string) => `"${version}"`

/** Whether the caller has this version: here a weak tag is as good as a strong one (RFC 9110, 13.1.2). */
export function isKnown(ifNoneMatch: string | undefined, version: string): boolean {
  const { tags } = IfNoneMatch.from(ifNoneMatch ?? null)
  return tags.some((tag) => tag === '*' || tag.replace(/^W\//, '') === entityTag(version))
}

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
