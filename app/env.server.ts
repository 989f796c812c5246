import { chooseDatabase } from '#db/deploy-context.ts'
import { describeProblems, readVariables } from './env-variables.server.ts'

// See netlify/deploy-facts.ts.
declare const __CONTEXT__: string
declare const __DEPLOY_PRIME_URL__: string
declare const __NEON_BRANCH_URL__: string

const ofBuild = {
  DEPLOY_PRIME_URL: __DEPLOY_PRIME_URL__,
  PREVIEW_DATABASE_URL: __NEON_BRANCH_URL__,
}
const given = chooseDatabase({ ...ofBuild, ...process.env }, __CONTEXT__)
const read = readVariables(given, { production: import.meta.env.PROD })
if ('problems' in read) throw new Error(describeProblems(read.problems))

// Clerk's SDK reads its variables some hundred times a request, each of which asks the system: a tenth of a page.
if (import.meta.env.PROD) process.env = { ...process.env }

/** The app's settings. To import them fails with every bad or missing variable at once. */
export const env = read.environment

/** Origins whose pages may use a session token here (its `azp` claim). */
export const authorizedParties = [
  ...new Set(
    [env.URL, env.DEPLOY_PRIME_URL, ...env.APP_ORIGINS].filter((value) => value !== undefined),
  ),
]
