/**
 * The cookies of a request, in their order: taken apart as by Clerk's parser, which takes more spaces than a browser
 * sends, so that nothing is seen by one of the two alone.
 */
export function readCookies({ headers }: Request): { name: string; value: string }[] {
  const pairs = (headers.get('cookie') ?? '').split(';')
  return pairs.flatMap((pair) => {
    const [name = '', ...value] = pair.split('=')
    return value.length > 0 ? [{ name: name.trim(), value: value.join('=').trim() }] : []
  })
}
