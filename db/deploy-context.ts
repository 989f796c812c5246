/** Where the code runs: on a machine of one's own, in a deploy that is tried, or on the site itself. */
export type DeployContext = 'local' | 'preview' | 'production'

/** @param context Netlify's CONTEXT (https://docs.netlify.com/deploy/deploy-overview/#deploy-contexts) */
export function deployContext(context: string | undefined): DeployContext {
  if (!context || context === 'dev') return 'local'
  return context === 'production' ? 'production' : 'preview'
}

/**
 * Keeps what stands in for a service on a machine of one's own from a site that people use.
 * @param variable what names the service itself
 * @throws Error in production
 */
export function refuseInProduction(standIn: string, variable: string): void {
  if (deployContext(process.env.CONTEXT) === 'production')
    throw new Error(`${standIn} must not run in production: set ${variable}.`)
}

/** The variable that names the database of a deploy. */
export const databaseVariable = {
  local: 'DATABASE_URL',
  preview: 'PREVIEW_DATABASE_URL',
  production: 'DATABASE_URL',
} as const satisfies Record<DeployContext, string>

/**
 * The environment, with the database that is meant for the deploy. A preview never works on DATABASE_URL:
 * what is set for all contexts is production's.
 */
export function chooseDatabase<Variables extends Record<string, string | undefined>>(
  variables: Variables,
  context: string | undefined,
): Variables {
  const deploy = deployContext(context)
  if (deploy !== 'preview') return variables
  const url = variables[databaseVariable[deploy]]
  return { ...variables, DATABASE_URL: url, MIGRATION_DATABASE_URL: undefined }
}
