import { clerkMiddleware, rootAuthLoader } from '@clerk/react-router/server'
import { RouterContextProvider } from 'react-router'
import { env } from '#app/env.server.ts'
import { signInUrl, signUpUrl } from './sign-in-paths.ts'

/**
 * What Clerk's provider in the browser begins with: this instance's keys and addresses, as Clerk's own middleware and
 * loader find them for somebody who is signed out. They ask for a hundred variables and make two clients, which took
 * a fifth of the time of a page where they ran for each request; who is signed in, Clerk's script finds out by itself.
 */
export const clerkState = {
  loaderData: await readLoaderData(),
  // Relative to whatever address the page has.
  proxyUrl: env.CLERK_PROXY_URL,
  uiScriptUrl: env.CLERK_UI_URL,
}

async function readLoaderData() {
  const url = new URL(env.URL ?? 'http://localhost')
  const context = new RouterContextProvider()
  const args = { request: new Request(url), url, pattern: '/', params: {}, context }
  let state: unknown
  await clerkMiddleware({ signInUrl, signUpUrl })(args, async () => {
    state = await rootAuthLoader(args)
    return new Response()
  })
  if (!state) throw new Error("Clerk's middleware did not go on.")
  // Only what says something: it goes with every page of whoever is signed in.
  const said: object = JSON.parse(JSON.stringify(state))
  return said
}
