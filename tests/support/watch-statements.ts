import { connect, createServer } from 'node:net'
import { listen } from './listen.ts'

/**
 * Stands between the app and its Postgres and counts the statements that name a table. `through` makes
 * a database's URL lead through here.
 */
export async function watchStatements(table: string) {
  let count = 0
  let target = 0
  const server = createServer((client) => {
    const database = connect(target, '127.0.0.1')
    const end = () => {
      client.destroy()
      database.destroy()
    }
    client.on('error', end).on('close', end).pipe(database)
    database.on('error', end).on('close', end).pipe(client)
    client.on('data', (bytes) => {
      if (bytes.includes(table)) count += 1
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
    /** How many there were so far. */
    get count() {
      return count
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
