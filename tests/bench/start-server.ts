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
  clerk: { listener: 'bare/clerk.ts', folder: 'bare' },
  hono: { listener: 'peers/hono.mjs', folder: 'peers' },
  next: { listener: 'peers/next.mjs', folder: 'peers/next' },
}
export type ServerName = keyof typeof servers

/**
 * V8 makes its heap as large as the machine allows, and fills it before it cleans up. So as on Netlify, where a
 * function has a gigabyte: half of it for what is old, a 128th of that for either half of what is new (V8's
 * src/heap/heap.h).
 */
export const heapOfFunction = {
  NODE_OPTIONS: '--max-old-space-size=512 --max-semi-space-size=4',
}

/** Starts one of them in a process of its own, with this process's environment and more, and nothing of its log. */
export async function startServer(
  name: ServerName = 'ours',
  environment: Record<string, string> = {},
) {
  const { server, port } = await start('measured-server.ts', name, () => environment)
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

/** The same as browsers meet it at Netlify: see edge-server.ts. @param CLERK_ORIGIN where the local Clerk is */
export async function startEdge(name: ServerName, CLERK_ORIGIN: string) {
  const originOf = (port: number) => `https://localhost:${port}`
  const { server, port } = await start('edge-server.ts', name, (own) => ({
    CLERK_ORIGIN,
    URL: originOf(own),
  }))
  return { origin: originOf(port), stop: () => server.kill() }
}

async function start(
  program: string,
  name: ServerName,
  environment: (port: number) => Record<string, string>,
) {
  const { listener, folder } = servers[name]
  const port = await freePort()
  const server = fork(resolve(import.meta.dirname, program), [listener], {
    cwd: resolve(import.meta.dirname, folder),
    env: {
      ...process.env,
      PORT: String(port),
      BENCH_WORK: resolve(import.meta.dirname, 'bare/work.ts'),
      ...environment(port),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(server, 'message')
  return { server, port }
}
