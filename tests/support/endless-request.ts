import { connect } from 'node:net'
import { type AppProcess, createPerson } from './app-process.ts'

/** A request whose body never comes. @returns when its connection is closed */
export async function askForever(app: AppProcess): Promise<{ closed: Promise<unknown> }> {
  const { hostname, port } = new URL(app.origin)
  const socket = connect(Number(port), hostname)
  const { authorization } = createPerson(app).authorization()
  const head = `PUT /api/user/settings HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: ${authorization}`
  const type = 'Content-Type: application/json\r\nContent-Length: 100'
  socket.write(`${head}\r\n${type}\r\nExpect: 100-continue\r\n\r\n`)
  const closed = new Promise((resolve) => socket.on('error', resolve).on('close', resolve))
  // The server has read the head.
  await new Promise((resolve) => socket.once('data', resolve))
  return { closed }
}
