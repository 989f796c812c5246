import { createRequestListener } from '@remix-run/node-fetch-server'
import type { Plugin } from 'vite'
import { openLocalClerk } from './local-clerk.ts'

/** Holds the local secret key, so that a restarted Vite does not take it for a real one. */
const marker = 'LOCAL_CLERK_SECRET_KEY'

/** True unless the environment holds keys of a real Clerk application. */
export function usesLocalClerk(env: Record<string, string | undefined> = process.env): boolean {
  if (env[marker] !== undefined && env[marker] === env.CLERK_SECRET_KEY) return true
  return !env.CLERK_SECRET_KEY && !env.CLERK_PUBLISHABLE_KEY
}

/** Runs the local Clerk inside Vite's development server when no real Clerk is configured. */
export function localClerk({ stateFile }: { stateFile: string }): Plugin {
  return {
    name: 'local-clerk',
    apply: 'serve',

    // Not in `config`, which runs a second time, with no port, in React Router's compiler.
    configureServer({ config, middlewares }) {
      if (!usesLocalClerk()) return
      const origin = `http://localhost:${config.server.port}`
      const clerk = openLocalClerk({
        stateFile,
        webhookTarget: `${origin}/webhooks/clerk`,
      })
      const environment = clerk.environment(origin)
      Object.assign(process.env, environment, { [marker]: environment.CLERK_SECRET_KEY })

      const listener = createRequestListener(clerk.fetch)
      middlewares.use((request, response, next) => {
        if (clerk.handles(request.url ?? '')) listener(request, response)
        else next()
      })
    },
  }
}
