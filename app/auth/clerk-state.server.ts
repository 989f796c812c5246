import { clerkMiddleware, rootAuthLoader } from '@clerk/react-router/server'
import { clerkJSScriptUrl, clerkUIScriptUrl } from '@clerk/shared/loadClerkJsScript'
import { RouterContextProvider } from 'react-router'
import { env } from '#app/env.server.ts'
import { signInUrl, signUpUrl } from './sign-in-paths.ts'

let known: ReturnType<typeof readState> | undefined

/**
 * What Clerk's provider in the browser begins with: this instance's keys and addresses, as Clerk's own middleware and
 * loader find them for somebody who is signed out. They look for a hundred variables and make two clients, which took
 * a fifth of the time of a page where they did so for each; who is signed in, Clerk's script finds out by itself.
 */
export const readClerkState = () => (known ??= readState())

async function readState() {
  const url = new URL(env.URL ?? 'http://localhost')
  const context = new RouterContextProvider()
  const args = { request: new Request(url), url, pattern: '/', params: {}, context }
  let loaded: unknown
  await clerkMiddleware({ signInUrl, signUpUrl })(args, async () => {
    loaded = await rootAuthLoader(args)
    return new Response()
  })
  const where = {
    publishableKey: env.CLERK_PUBLISHABLE_KEY,
    ...(env.CLERK_PROXY_URL && { proxyUrl: env.CLERK_PROXY_URL }),
  }
  return {
    // As text, and only what says something: it goes with every page of whoever is signed in.
    loaderData: JSON.stringify(loaded, (name, value: unknown) =>
      name === '__clerk_ssr_state' || name === '__clerk_debug' ? undefined : value,
    ),
    // Relative to whatever address the page has.
    proxyUrl: env.CLERK_PROXY_URL,
    scriptUrl: env.CLERK_JS_URL ?? clerkJSScriptUrl(where),
    uiScriptUrl: env.CLERK_UI_URL ?? clerkUIScriptUrl(where),
  }
}
