import { connect, createServer } from 'node:net'
import { listen } from './listen.ts'

/**
 * Stands between the app and its Postgres. After `cutAfterNextCommit` the next commit happens, but its
 * answer is lost with the connection. `through` makes a database's URL lead through here.
 */
export async function startCuttingProxy() {
  let armed = false
  let target = 0
  const server = createServer((client) => {
    const database = connect(target, '127.0.0.1')
    const end = () => {
      client.destroy()
      database.destroy()
    }
    client.on('error', end).on('close', end).pipe(database)
    database.on('error', end).on('close', end)
    database.on('data', (bytes) => {
      const cut = armed && bytes.includes('COMMIT\0')
      if (!cut) return void client.write(bytes)
      armed = false
      end()
    })
  })
  const port = await listen(server, '127.0.0.1')
  return {
    through(databaseUrl: string): string {
      const url = new URL(databaseUrl)
      target = Number(url.port)
      url.host = `127.0.0.1:${port}`
      return url.href
    },
    cutAfterNextCommit() {
      armed = true
    },
    /** Whether the answer of the commit has been withheld. */
    get hasCut() {
      return !armed
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
