import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { freePort } from '../support/listen.ts'
import type { Memory } from './measured-server.ts'

/** What can be measured, by the file that makes its listener; two of them are what was built in a folder. */
const servers = {
  ours: { listener: 'built.ts', folder: '../..' },
  template: { listener: 'built.ts', folder: 'bare/template' },
  node: { listener: 'bare/node.ts', folder: 'bare' },
  hono: { listener: 'peers/hono.mjs', folder: 'peers' },
  next: { listener: 'peers/next.mjs', folder: 'peers/next' },
}
export type ServerName = keyof typeof servers

/** Starts one of them in a process of its own, with this process's environment and more, and nothing of its log. */
export async function startServer(
  name: ServerName = 'ours',
  environment: Record<string, string> = {},
) {
  const { listener, folder } = servers[name]
  const port = await freePort()
  const server = fork(resolve(import.meta.dirname, 'measured-server.ts'), [listener], {
    cwd: resolve(import.meta.dirname, folder),
    env: {
      ...process.env,
      PORT: String(port),
      BENCH_WORK: resolve(import.meta.dirname, 'bare/work.ts'),
      ...environment,
    },
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
