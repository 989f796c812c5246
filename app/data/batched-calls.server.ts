import DataLoader from 'dataloader'
import type { Statements } from '#db/client.server.ts'

type Call = Statements<unknown[][]>
export type Send = (call: Call) => Promise<unknown[][]>

/**
 * Sends the calls of one turn together, as those of all loaders of a page are: in one round trip and one
 * transaction. Where it fails, it fails for all of them.
 */
export function batchCalls(send: Send): Send {
  const loader = new DataLoader<Call, unknown[][]>(
    async (calls) => {
      const counts: number[] = []
      const results = await send((sql) =>
        calls.flatMap((call) => {
          const statements = call(sql)
          counts.push(statements.length)
          return statements
        }),
      )
      return counts.map((count) => results.splice(0, count))
    },
    { cache: false },
  )
  return (call) => loader.load(call)
}
