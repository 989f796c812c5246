import { Link, NavLink } from 'react-router'
import { useAuth } from '#app/auth/auth-context.ts'
import { siteName } from '#app/site.ts'
import { button } from './button.ts'
import { UserMenu } from './user-menu.tsx'

const navLink =
  'inline-flex min-h-11 items-center rounded-lg px-2 sm:px-3 text-sm font-medium text-muted hover:text-ink aria-[current=page]:text-ink'

/** The bar on top of every page. */
export function SiteHeader() {
  const { user } = useAuth()
  return (
    <header className="relative border-b border-line bg-surface">
      <a href="#content" className={`${button.primary} absolute -top-20 left-4 focus:top-2.5`}>
        Skip to the content
      </a>
      <div className="mx-auto flex h-16 w-full max-w-4xl items-center gap-2 px-4 sm:px-6">
        <Link to="/" className="mr-auto flex items-center gap-2.5 font-semibold tracking-tight">
          <img src="/favicon.svg" alt="" width="26" height="26" />
          <span className={user ? 'max-sm:sr-only' : undefined}>{siteName}</span>
        </Link>
        {user ? (
          <nav aria-label="Main" className="flex items-center gap-0.5 sm:gap-2">
            <NavLink to="/activity" className={navLink}>
              Activity
            </NavLink>
            <NavLink to="/settings" className={navLink}>
              Settings
            </NavLink>
            <NavLink to="/account" className={navLink}>
              Account
            </NavLink>
            <UserMenu user={user} key={user.userId} />
          </nav>
        ) : (
          <nav aria-label="Main" className="flex items-center gap-2">
            <NavLink to="/docs/api" className={navLink}>
              API
            </NavLink>
            <Link to="/sign-in" className={button.secondary}>
              Sign in
            </Link>
          </nav>
        )}
      </div>
    </header>
  )
}
