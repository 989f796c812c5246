import { createServer } from 'node:http'
import { createBuildListener } from '../../netlify/build-listener.ts'

/** In bytes: what the process holds, and the most that it ever held. */
export interface Memory {
  now: number
  highest: number
}

// The app in a process of its own, which tells its parent how large it is.
const server = createServer({ maxHeaderSize: 256 * 1024 }, await createBuildListener())
server.listen(Number(process.env.PORT), () => process.send?.('listening'))
process.on('message', () => {
  const memory: Memory = {
    now: process.memoryUsage.rss(),
    highest: process.resourceUsage().maxRSS * 1024,
  }
  process.send?.(memory)
})
process.on('disconnect', () => process.exit())
