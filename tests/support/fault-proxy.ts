import { randomBytes } from 'node:crypto'
import { connect, createServer, type Socket } from 'node:net'
import { listen } from './listen.ts'

/** What Postgres says to a new connection while it starts or stops: 57P03. */
const startingUp = Buffer.from('SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0')

/** How a connection breaks. What the other side says afterwards is lost. */
const ways = {
  reset: (client: Socket) => client.resetAndDestroy(),
  silence: () => {},
  garbage: (client: Socket) => client.end(randomBytes(512)),
  html: (client: Socket) => client.end('HTTP/1.1 400 Bad Request\r\n\r\n<html></html>'),
  'starting up': (client: Socket) => {
    const length = Buffer.alloc(4)
    length.writeInt32BE(startingUp.length + 4)
    client.end(Buffer.concat([Buffer.from('E'), length, startingUp]))
  },
}

export interface Fault {
  /** As a connection is made, as a statement is sent, or as the answer to such a command comes. */
  at: 'connection' | 'statement' | 'BEGIN' | 'SELECT' | 'COMMIT'
  how: keyof typeof ways
  /** How often; every time where it is not said. */
  times?: number
}

/**
 * Stands between the app and its Postgres, on real sockets, and breaks connections as it is told.
 * `through` makes a database's URL lead through here.
 */
export async function startFaultProxy() {
  let target = 0
  let fault: Fault | undefined
  let delayMs = 0
  let hits = 0
  const clients = new Set<Socket>()
  const forgotten = new WeakSet<Socket>()
  const server = createServer(accept)
  const port = await listen(server, '127.0.0.1')

  function strikes(moment: Fault['at'], bytes: Buffer, client: Socket): boolean {
    const isDue = fault?.at === moment && hits < (fault.times ?? Infinity)
    const isAnswer = moment !== 'connection' && moment !== 'statement'
    if (!fault || !isDue || (isAnswer && !bytes.includes(moment))) return false
    hits += 1
    ways[fault.how](client)
    return true
  }

  function accept(client: Socket) {
    clients.add(client)
    let isBroken = strikes('connection', Buffer.alloc(0), client)
    const database = connect(target, '127.0.0.1')
    const end = () => {
      clients.delete(client)
      client.destroy()
      database.destroy()
    }
    client.on('error', end).on('close', end)
    database.on('error', end).on('close', () => isBroken || end())
    client.on('data', (bytes) => {
      isBroken ||= forgotten.has(client) || strikes('statement', bytes, client)
      if (!isBroken) database.write(bytes)
    })
    database.on('data', (bytes) => {
      isBroken ||= answers.some((answer) => strikes(answer, bytes, client))
      if (isBroken) return
      if (delayMs === 0) client.write(bytes)
      else setTimeout(() => client.write(bytes), delayMs).unref()
    })
  }

  function cutAll() {
    for (const client of clients) client.resetAndDestroy()
  }

  return {
    through(databaseUrl: string): string {
      const url = new URL(databaseUrl)
      target = Number(url.port)
      url.host = `127.0.0.1:${port}`
      return url.href
    },
    /** Connections break so from now on; those that are open too, as soon as they are used. */
    fail(next: Fault) {
      fault = next
      hits = 0
    },
    /** Every answer takes so much longer. */
    delay(milliseconds: number) {
      delayMs = milliseconds
    },
    /** Nobody listens any more, as where the host is up and the server down. */
    async refuse() {
      const closed = new Promise((resolve) => server.close(resolve))
      cutAll()
      await closed
    },
    /** Cuts every connection that is open. */
    cutAll,
    /** Forgets every connection that is open, as a firewall does: what is sent on it goes nowhere. */
    forgetAll() {
      for (const client of clients) forgotten.add(client)
    },
    /** All is well again, for connections to come. */
    async heal() {
      fault = undefined
      delayMs = 0
      if (!server.listening)
        await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    },
    /** How often the fault has struck. */
    get hits() {
      return hits
    },
    async close() {
      cutAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const answers = ['BEGIN', 'SELECT', 'COMMIT'] as const
