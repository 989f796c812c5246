import type { LoaderFunctionArgs } from 'react-router'

/** Whether a request is the API's: its route says so, however the address is written. */
export function isApi({ pattern }: Pick<LoaderFunctionArgs, 'pattern'>): boolean {
  return /^\/?api\//.test(pattern)
}
