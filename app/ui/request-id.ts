import { createContext, useContext, useState } from 'react'
import { useIsHydrated } from './is-hydrated.ts'

/** What finds the request in the log, while the server draws a page; null in the browser. */
export const RequestIdContext = createContext<string | null>(null)

/** The element of a page that shows the id. */
export const requestIdElement = 'request-id'

/**
 * The id of the request whose page the server drew, whatever of it failed: the browser, which has no data then,
 * reads it from the page. Null where the page fails later, in the browser: that may be another request, or none.
 */
export function useRequestId(): string | null {
  const given = useContext(RequestIdContext)
  const isHydrated = useIsHydrated()
  const [id] = useState(() =>
    isHydrated ? null : (given ?? document.getElementById(requestIdElement)?.textContent ?? null),
  )
  return id
}
