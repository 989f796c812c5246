import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How long answers may take to arrive: longer than the app's own deadlines, less than the 10 s of Docker. */
const limitMs = 8_000

/**
 * Watches a server from its start, so that it can be ended without an answer lost.
 * @returns takes no more connections, lets every answer that is due arrive, and cuts what takes longer than
 * eight seconds; done when all connections are closed
 */
export function drainable(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>()
  const due = new Set<ServerResponse>()
  let isStopping = false

  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.prependListener('request', ({ socket }, response) => {
    due.add(response)
    response.once('close', () => {
      due.delete(response)
      // The answer was one that let the connection live.
      if (isStopping) socket.destroy()
    })
  })

  return async () => {
    isStopping = true
    // Node's own would also close connections whose answer is made but not yet read.
    server.closeIdleConnections = () => {}
    const closed = new Promise((resolve) => server.close(resolve))
    const busy = new Set([...due].map(({ req }) => req.socket))
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy()
    for (const response of due) if (!response.headersSent) response.setHeader('connection', 'close')
    const timer = setTimeout(() => {
      console.error(`Cut, as they took longer than ${limitMs / 1000} s: ${due.size} requests.`)
      for (const socket of sockets) socket.destroy()
    }, limitMs)
    await closed
    clearTimeout(timer)
  }
}
