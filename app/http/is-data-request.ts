/**
 * Whether an open app asks, and not the browser for a document: React Router fetches the data of a page, and sends
 * its forms, at an address of its own that ends in `.data`.
 */
export function isDataRequest({ url }: Request): boolean {
  return new URL(url).pathname.endsWith('.data')
}
