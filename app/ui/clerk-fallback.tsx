import { useLocation } from 'react-router'
import { button } from './button.ts'

interface Props {
  /** What Clerk draws here, to begin a sentence with. */
  what: string
  withoutJavaScript: string
}

/**
 * What stands in a Clerk slot until Clerk has drawn its component, or for good without JavaScript. That it does not
 * come is said after some seconds, by the styles: scripts may not have come at all.
 */
export function ClerkFallback({ what, withoutJavaScript }: Props) {
  const { pathname, search } = useLocation()
  return (
    <div className="grid min-h-96 place-items-center text-center text-pretty text-muted *:col-start-1 *:row-start-1 *:max-w-sm">
      <p className="animate-until-late noscript:hidden">Loading…</p>
      <div aria-live="polite" className="animate-late noscript:hidden">
        <p>
          {what} could not be loaded. The connection may be slow, or Clerk, which draws this here,
          cannot be reached.
        </p>
        <a href={pathname + search} className={`${button.secondary} mt-5`}>
          Try again
        </a>
      </div>
      <p className="hidden noscript:block">{withoutJavaScript}</p>
    </div>
  )
}
