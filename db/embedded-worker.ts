import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import type { Answer, Call } from './embedded-thread.ts'
import { openEmbeddedDatabase } from './embedded.ts'

const folder = z.string().optional().parse(workerData)
// What this throws is the worker's error. The lock is the other thread's.
const backend = await openEmbeddedDatabase({ folder, release: () => {} })
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is a window's
parentPort?.postMessage('open')
// Calls that came before wait at the port.
parentPort?.on('message', ({ how, statements, port }: Call) => {
  const controller = new AbortController()
  port.once('message', () => controller.abort())
  void run(how, statements, controller.signal).then((answer) => port.postMessage(answer))
})

async function run(
  how: Call['how'],
  statements: Call['statements'],
  signal: AbortSignal,
): Promise<Answer> {
  try {
    if (how === 'transaction') return { results: await backend.transaction(statements, signal) }
    const [statement] = statements
    if (how === 'query' && statement) return { results: [await backend.query(statement, signal)] }
    await backend.close()
    return { results: [] }
  } catch (error) {
    if (!(error instanceof Error)) return { message: String(error), fields: {} }
    const texts = Object.entries(error).filter(([, value]) => typeof value === 'string')
    return { message: error.message, fields: Object.fromEntries(texts) }
  }
}
