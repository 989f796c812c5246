import { endpoints } from './endpoints.ts'

export interface OperationSummary {
  method: string
  path: string
  summary: string
}

/** Every method of every endpoint, in a line each. */
export function listOperations(): OperationSummary[] {
  return endpoints.flatMap(({ path, methods }) =>
    Object.entries(methods).map(([method, { summary }]) => ({ method, path, summary })),
  )
}
