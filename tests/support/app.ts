import { createServer } from 'node:http'
import { createRequest, createRequestListener } from '@remix-run/node-fetch-server'
import { createDatabase } from '#db/client.server.ts'
import { openDriver } from '#db/driver.server.ts'
import { openLocalClerk } from '#dev/clerk/local-clerk.ts'
import { createBuildListener } from '../../netlify/build-listener.ts'
import { listen } from './listen.ts'
import { openMigratedDatabase } from './migrated-database.ts'

export type App = Awaited<ReturnType<typeof startApp>>

/**
 * Starts what is deployed, on a port of its own: the built function and files, on a real Postgres and with
 * the local Clerk beside it. Once in a process, as the function reads the environment when it is loaded.
 */
export async function startApp({
  throughProxy = (url) => url,
  webhooks = false,
  now = Date.now,
  environment = {},
}: {
  /** What the app is told instead of its database's URL. */
  throughProxy?: (url: string) => string | Promise<string>
  /** Whether the local Clerk tells the app of each sign-in and sign-out. */
  webhooks?: boolean
  /** The local Clerk's clock. */
  now?: () => number
  /** Further variables of the app. */
  environment?: Record<string, string>
} = {}) {
  const { postgres, url } = await openMigratedDatabase()
  const owner = openDriver(url, 1)
  const server = createServer({ maxHeaderSize: 256 * 1024 })
  const origin = `http://localhost:${await listen(server)}`
  const webhookTarget = webhooks ? `${origin}/webhooks/clerk` : undefined
  const clerk = openLocalClerk({ webhookTarget, now, log: () => {} })

  Object.assign(process.env, clerk.environment(origin), {
    DATABASE_URL: await throughProxy(url),
    URL: origin,
    ...environment,
  })
  const app = await createBuildListener()
  const clerkListener = createRequestListener(clerk.fetch)
  const callsToClerk: string[] = []
  let isClerkDown = false
  let clerkAnswers: 'sent' | 'lost' | 'never' = 'sent'
  server.on('request', (request, response) => {
    if (!clerk.handles(request.url ?? '')) return app(request, response)
    callsToClerk.push(`${request.method} ${request.url}`)
    if (isClerkDown) response.destroy()
    else if (clerkAnswers === 'lost')
      void clerk.fetch(createRequest(request, response)).finally(() => response.destroy())
    else if (clerkAnswers === 'never') request.resume()
    else clerkListener(request, response)
  })
  const database = createDatabase(url, { connections: 2 })

  return {
    origin,
    clerk,
    /** Every request that arrived at Clerk, from the app's server or a browser. */
    callsToClerk,
    /** The app's database, for a look at the rows behind an answer. */
    database,
    /** Where the database is. */
    postgres,
    /** The same database, as the owner of the tables. */
    sql: owner.sql,
    /** The same database for a superuser, whom nothing in it binds. */
    superuserUrl: postgres.asSuperuser(url),

    /**
     * A new person who is signed in, as a program and as a browser would show it.
     * @param password who signs in by it; to hash one takes longer than most tests
     */
    createPerson(email = `${crypto.randomUUID()}@example.com`, password?: string) {
      const { id: userId } = clerk.createUser({ email, password })
      const session = clerk.signIn(userId, origin)
      const authorization = { authorization: `Bearer ${session.token}` }
      const pairs = Object.entries(session.cookies).map(([name, value]) => `${name}=${value}`)
      return { userId, email, ...session, authorization, cookie: pairs.join('; ') }
    },

    /** What Clerk's Backend API answers about a person, or to their deletion. */
    askClerk(method: 'GET' | 'DELETE', userId: string) {
      const authorization = `Bearer ${process.env.CLERK_SECRET_KEY}`
      return fetch(`${origin}/__clerk/v1/users/${userId}`, { method, headers: { authorization } })
    },

    /** The session as Clerk knows it, after it was revoked from elsewhere if so asked. */
    async askClerkAboutSession(sessionId: string, { revoke = false } = {}): Promise<unknown> {
      const headers = { authorization: `Bearer ${process.env.CLERK_SECRET_KEY}` }
      const session = `${origin}/__clerk/v1/sessions/${sessionId}`
      const response = await (revoke
        ? fetch(`${session}/revoke`, { method: 'POST', headers })
        : fetch(session, { headers }))
      return response.json()
    },

    /** Cuts every connection to Clerk, or no more. */
    setClerkDown(isDown: boolean) {
      isClerkDown = isDown
    },

    /** Lets Clerk do as it is asked but lose the answer on the way, or accept requests and do nothing. */
    setClerkAnswers(happens: typeof clerkAnswers) {
      clerkAnswers = happens
    },

    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await database.close()
      await owner.close()
      await postgres.stop()
    },
  }
}
