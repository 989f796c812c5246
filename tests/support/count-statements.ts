import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { listen } from './listen.ts'

/**
 * Stands between a program and its Postgres and counts what is asked: each Query or Sync of the wire
 * protocol, which the server answers with ReadyForQuery. The one after the last that is let through never
 * arrives: once the server has answered, `onLast` is called, and then the connection is cut.
 * @see https://www.postgresql.org/docs/current/protocol-flow.html
 */
export async function startCountingProxy(databaseUrl: string) {
  let left = Infinity
  let asked = 0
  let onLast = async () => {}
  const url = new URL(databaseUrl)
  const target = Number(url.port)
  const sockets = new Set<Socket>()

  const server = createServer((client) => {
    const database = connect(target, '127.0.0.1')
    const end = () => {
      client.destroy()
      database.destroy()
    }
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.setNoDelay().on('error', end).on('close', end)
    }
    let unanswered = 0
    onMessages(client, { startup: true }, (type, message) => {
      const asks = type === 'Q' || type === 'S'
      if (left === 0) return
      database.write(message)
      if (!asks) return
      asked += 1
      unanswered += 1
      left -= 1
    })
    onMessages(database, { startup: false }, (type, message) => {
      // The first one greets, it answers nothing.
      if (type === 'Z' && unanswered > 0) unanswered -= 1
      if (left > 0 || unanswered > 0) return void client.write(message)
      void onLast().finally(end)
    })
  })
  const port = await listen(server, '127.0.0.1')
  url.host = `127.0.0.1:${port}`

  return {
    url: url.href,
    /** How much was asked since the last `letThrough`. */
    get asked() {
      return asked
    },
    /** Lets so many through, as counted from now, and then calls back. */
    letThrough(count: number, then: () => Promise<void>) {
      asked = 0
      left = count
      onLast = then
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Calls back for each message of the wire protocol; a client's first one has no type. */
function onMessages(
  socket: Socket,
  { startup }: { startup: boolean },
  heard: (type: string, message: Buffer) => void,
): void {
  let bytes: Buffer = Buffer.alloc(0)
  let isFirst = startup
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk])
    for (;;) {
      const header = isFirst ? 0 : 1
      if (bytes.length < header + 4) return
      const end = header + bytes.readUInt32BE(header)
      if (bytes.length < end) return
      heard(isFirst ? '' : bytes.toString('latin1', 0, 1), bytes.subarray(0, end))
      bytes = bytes.subarray(end)
      isFirst = false
    }
  })
}
