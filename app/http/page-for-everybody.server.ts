import { isDeepStrictEqual } from 'node:util'
import { type HashedPage, hashScripts } from './hash-scripts.server.ts'

/** By its address, beside the data of its loaders. Of pages whose address anybody invents few are kept. */
const rendered = new Map<string, { data: unknown; page: HashedPage }>()
const mostKept = 50

/**
 * A page that is the same for everybody, rendered only where its data are other than last time. Nothing else makes a
 * difference: Netlify's edge keeps such a page for a day.
 * @param data what the page is rendered from, settled
 */
export async function pageForEverybody(
  url: string,
  data: unknown,
  render: () => Promise<Buffer>,
): Promise<HashedPage> {
  const known = rendered.get(url)
  if (known && isDeepStrictEqual(known.data, data)) return known.page
  const page = hashScripts(await render())
  if (rendered.size === mostKept) rendered.clear()
  rendered.set(url, { data, page })
  return page
}
