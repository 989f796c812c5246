import { createServer, type RequestListener } from 'node:http'
import { resolve } from 'node:path'

/** In bytes: what the process holds, and the most that it ever held. */
export interface Memory {
  now: number
  highest: number
}

// One of those that are measured, in a process of its own, which tells its parent how large it is.
const [, , file = ''] = process.argv
const { default: createListener }: { default: () => Promise<RequestListener> } = await import(
  resolve(import.meta.dirname, file)
)
const server = createServer({ maxHeaderSize: 256 * 1024 }, await createListener())
server.listen(Number(process.env.PORT), () => process.send?.('listening'))
process.on('message', () => {
  const memory: Memory = {
    now: process.memoryUsage.rss(),
    highest: process.resourceUsage().maxRSS * 1024,
  }
  process.send?.(memory)
})
process.on('disconnect', () => process.exit())
