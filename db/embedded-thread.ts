import { once } from 'node:events'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { Backend, Statement, StatementResult } from './transport/sql-over-http.ts'

/** What the thread is asked, and where it answers: anything that comes there means that nobody waits any more. */
export interface Call {
  statements: Statement[]
  how: 'query' | 'transaction' | 'close'
  port: MessagePort
}

/** An error arrives in another thread without the fields that Postgres gave it. */
export type Answer =
  { results: StatementResult[] } | { message: string; fields: Record<string, string> }

/**
 * Runs the embedded database in a thread of its own: PGlite blocks its thread while a statement runs, and
 * seconds while it makes a new database. The caller has the folder's lock.
 * @param folder undefined keeps the data in memory
 * @returns a backend whose `open` rejects as `openEmbeddedDatabase` does
 */
export function embeddedThread(folder: string | undefined): Required<Backend> {
  let thread: ReturnType<typeof startThread> | undefined
  const start = () => (thread ??= startThread(folder))

  async function call(how: Call['how'], statements: Statement[] = [], signal?: AbortSignal) {
    signal?.throwIfAborted()
    const { worker } = start()
    const { port1, port2 } = new MessageChannel()
    const answered = new Promise<Answer>((resolve) => port1.once('message', resolve))
    const request: Call = { how, statements, port: port2 }
    worker.postMessage(request, [port2])
    const abort = () => port1.postMessage('abort')
    signal?.addEventListener('abort', abort)
    const answer = await answered
    signal?.removeEventListener('abort', abort)
    port1.close()
    if ('results' in answer) return answer.results
    throw Object.assign(new Error(answer.message), answer.fields)
  }

  return {
    async query(statement, signal) {
      const [result] = await call('query', [statement], signal)
      if (!result) throw new Error('a statement without a result')
      return result
    },
    transaction: (statements, signal) => call('transaction', statements, signal),
    open: () => start().opened,
    async close() {
      const isOpen = await thread?.opened.then(
        () => true,
        // It has closed itself.
        () => false,
      )
      if (!isOpen) return
      await call('close')
      await thread?.worker.terminate()
    },
  }
}

function startThread(folder: string | undefined) {
  const worker = new Worker(new URL('embedded-worker.ts', import.meta.url), { workerData: folder })
  const opened = once(worker, 'message')
  // Who waits for it is told; and whoever does, may come to it later.
  opened.catch(() => {})
  return { worker, opened }
}
