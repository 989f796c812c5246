import { resolve } from 'node:path'
import { functionSize } from '../../netlify/function-size.ts'
import { compare, type Finding, type Pair, unit } from './finding.ts'
import { type ServerName, startServer } from './start-server.ts'

const turns = 15

/** How large the function is, and how soon a new process of it gives its first page. */
export async function measureStartCost(): Promise<Finding[]> {
  const pairs: Pair[] = []
  for (let turn = -2; turn < turns; turn += 1) {
    const pair = { base: await firstAnswer('template'), ours: await firstAnswer('ours') }
    if (turn >= 0) pairs.push(pair)
  }
  const file = '.netlify/v1/functions/server.mjs'
  const base = functionSize(resolve(import.meta.dirname, 'bare/template', file)).zipped
  const sizes = [{ base, ours: functionSize(file).zipped }]
  return [
    compare('function, zipped: template, ours', sizes, unit.kilobytes, { atMost: 1.5 }),
    compare('first page of a new process: template, ours', pairs, unit.milliseconds, {
      atMost: 1.3,
    }),
  ]
}

/** In milliseconds, from the start of the process. */
async function firstAnswer(name: ServerName): Promise<number> {
  const start = performance.now()
  const server = await startServer(name)
  try {
    const response = await fetch(server.origin)
    await response.text()
    return performance.now() - start
  } finally {
    server.stop()
  }
}
