/** The path and query of an address of this site, to be sent to: one that begins with `//` would be another site's. */
export function localPath({ pathname, search }: URL): string {
  return pathname.replace(/^\/+/, '/') + search
}
