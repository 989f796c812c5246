import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { siteName } from '#app/site.ts'
import { createBuildListener } from './build-listener.ts'
import { drainable } from './drain.ts'
import { onStop } from './on-stop.ts'
import { portProblem } from './port-problem.ts'
import { openDatabaseProblem } from './row-security.ts'

if (existsSync('.env')) process.loadEnvFile()
const problem = portProblem()
if (problem) exit(problem)
const port = Number(process.env.PORT || 3000)
const url = `http://localhost:${port}`
// Netlify sets URL to the site's address.
process.env.URL ??= url

if (!existsSync('.netlify/v1/functions/server.mjs'))
  exit('There is no build: run `npm run build` first.')

const listener = await createBuildListener().catch((error: Error) => exit(error.message))
const open = await openDatabaseProblem(process.env.DATABASE_URL)
if (open) exit(open)
// A long token must reach the app, which refuses it with a 401, not Node, which would with a 431.
const server = createServer({ maxHeaderSize: 256 * 1024 }, listener)
server.on('error', (error: NodeJS.ErrnoException) => {
  exit(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken: choose another with PORT.`
      : error.message,
  )
})
server.listen(port, () => console.log(`${siteName}, as deployed, on ${url}`))

const drain = drainable(server)
onStop(() => void drain().then(() => process.exit(0)))

function exit(message: string): never {
  console.error(message)
  process.exit(1)
}
