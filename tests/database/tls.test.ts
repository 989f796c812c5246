import { once } from 'node:events'
import type { Socket } from 'node:net'
import { createServer } from 'node:net'
import { TLSSocket } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase } from '#db/client.server.ts'
import { SELF_SIGNED } from '../support/database-certificate.ts'

// The user's name goes out with the very first message after TLS, or in its place.
const USER = 'user_of_the_login'

/** Connects to a stand-in for a server, with `sslmode=require`; tells what the stand-in got. */
async function whatArrives(
  answerToTlsRequest: (socket: Socket, got: (data: Buffer) => void) => void,
) {
  let received = ''
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      answerToTlsRequest(socket, (data) => (received += data.toString('latin1')))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no TCP address')
  const database = createDatabase(
    `postgres://${USER}:secret@127.0.0.1:${address.port}/database?sslmode=require`,
    { connections: 1 },
  )
  await expect(
    database.asSystem((sql) => [sql`select 1`], { deadlineMs: 1000 }),
  ).rejects.toMatchObject({ name: 'DatabaseError' })
  await database.close()
  return received
}

test('a server without TLS never gets the login', async () => {
  const received = await whatArrives((socket, got) => {
    socket.on('data', got)
    socket.write('N')
  })
  expect(received).not.toContain(USER)
})

test('a server with an unknown certificate never gets the login', async () => {
  const received = await whatArrives((socket, got) => {
    socket.write('S')
    new TLSSocket(socket, { isServer: true, ...SELF_SIGNED }).on('data', got).on('error', () => {})
  })
  expect(received).not.toContain(USER)
})
