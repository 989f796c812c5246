import { join } from 'node:path'
import next from 'next'

/** Next.js as `next start` runs it. */
export default async function createListener() {
  const app = next({ dev: false, dir: join(import.meta.dirname, 'next') })
  await app.prepare()
  return app.getRequestHandler()
}
