const fact = (name: string) => JSON.stringify(process.env[name] ?? '')

/** What Netlify says while it builds and not to the running function, as constants of its code. */
export const deployFacts = {
  __CONTEXT__: fact('CONTEXT'),
  __DEPLOY_PRIME_URL__: fact('DEPLOY_PRIME_URL'),
  __NEON_BRANCH_URL__: fact('NEON_BRANCH_URL'),
}
