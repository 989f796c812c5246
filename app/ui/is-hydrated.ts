import { useSyncExternalStore } from 'react'

/** False while the server draws a page and while it comes to life in the browser, true after. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}
