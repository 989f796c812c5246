import { seedUser } from './local-clerk.ts'
import { usesLocalClerk } from './vite-plugin.ts'

/** Which Clerk the development server uses, and how to sign in there. */
export function describeClerk(): string {
  if (!usesLocalClerk()) return 'Clerk, with the keys of the environment'
  return `local Clerk  (yours: CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY)
             ${seedUser.email}  ${seedUser.password}
             codes by e-mail are always 424242`
}
