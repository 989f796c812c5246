/** Method, path (where `:id` stands for one segment) and what answers it. */
export type Route<Call> = readonly [
  method: string,
  path: string,
  answer: (call: Call & { readonly id: string }) => Response | Promise<Response>,
]

/** Finds what answers a request, with the `:id` of its path bound. */
export function findRoute<Call extends object>(
  routes: readonly Route<Call>[],
  method: string,
  path: string,
): ((call: Call) => Response | Promise<Response>) | undefined {
  for (const [routeMethod, routePath, answer] of routes) {
    if (routeMethod !== method) continue
    const match = new RegExp(`^${routePath.replace(':id', '([^/]+)')}$`).exec(path)
    if (match) return (call) => answer({ ...call, id: match[1] ?? '' })
  }
  return undefined
}
