import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { freePort } from '../support/listen.ts'
import type { Memory } from './measured-server.ts'

/** Starts the app in a process of its own, with this process's environment and nothing of its log. */
export async function startServer() {
  const port = await freePort()
  const server = fork(resolve(import.meta.dirname, 'measured-server.ts'), {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(server, 'message')
  return {
    origin: `http://localhost:${port}`,
    async readMemory(): Promise<Memory> {
      server.send('memory')
      const [memory]: Memory[] = await once(server, 'message')
      if (!memory) throw new Error('The server does not tell its memory.')
      return memory
    },
    stop: () => server.kill(),
  }
}
