import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { siteName } from '#app/site.ts'
import { openLocalClerk } from '#dev/clerk/local-clerk.ts'
import { freePort } from './listen.ts'
import { startProgram } from './program.ts'

const project = resolve(import.meta.dirname, '../..')

/**
 * Starts what `npm start` does, as a process of its own with the variables of production. Its Clerk lives
 * in this process: it signs tokens, which the app verifies without asking.
 * @param changes further variables, or other values of the ones that are needed
 * @param cwd where the build is
 */
export async function startAppProcess(
  databaseUrl: string,
  changes: Record<string, string> = {},
  cwd = project,
) {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const clerk = openLocalClerk({ live: true, log: () => {} })
  const env = {
    ...clerk.environment(origin),
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    ...changes,
  }
  const program = startProgram('netlify/start.ts', { cwd, env })
  return { origin, clerk, program, isUp: () => program.hasWritten(`on ${origin}`) }
}

/**
 * What `npm run dev` does, with its data in a folder of a test's: it may be started again and again. Its Clerk
 * lives in this process, as above.
 * @param env without DATABASE_URL the database is embedded
 */
export async function prepareDevProcess(folder: string, env: Record<string, string> = {}) {
  const PORT = String(await freePort())
  const origin = `http://localhost:${PORT}`
  const clerk = openLocalClerk({ log: () => {} })
  const variables = { ...clerk.environment(origin), ...env, PORT }
  return {
    origin,
    clerk,
    start() {
      const program = startProgram('dev/start.ts', { cwd: folder, env: variables })
      return { origin, clerk, program, isUp: () => program.hasWritten(`${siteName} ${origin}`) }
    },
  }
}

/** Starts it on a database of its own, for the length of a test. */
export async function startDevProcess(databaseUrl: string): Promise<AppProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'project-dev-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return (await prepareDevProcess(folder, { DATABASE_URL: databaseUrl })).start()
}

export type AppProcess = Awaited<ReturnType<typeof startAppProcess>>

/** A new person whose session token is renewed in time, as Clerk does in a browser. */
export function createPerson({ clerk, origin }: Pick<AppProcess, 'clerk' | 'origin'>) {
  const email = `${crypto.randomUUID()}@example.com`
  const { id: userId } = clerk.createUser({ email })
  const { claims, cookies, token } = clerk.signIn(userId, origin)
  let current = { token, issued: claims.iat }
  const renewed = () => {
    const now = Math.floor(Date.now() / 1000)
    if (now - current.issued > 20) {
      const times = { iat: now, nbf: now - 10, exp: now + 60 }
      current = { token: clerk.signToken({ ...claims, ...times }), issued: now }
    }
    return current.token
  }
  return {
    userId,
    email,
    /** What a program sends. */
    authorization: () => ({ authorization: `Bearer ${renewed()}` }),
    /** What a browser sends. */
    cookie: () => {
      const pairs = Object.entries({ ...cookies, __session: renewed() })
      return { cookie: pairs.map(([name, value]) => `${name}=${value}`).join('; ') }
    },
  }
}

export type Person = ReturnType<typeof createPerson>
