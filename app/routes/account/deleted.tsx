import { Link } from 'react-router'
import { pageMeta } from '#app/site.ts'
import { button } from '#app/ui/button.ts'
import type { Route } from './+types/deleted.ts'

export const meta: Route.MetaFunction = () =>
  pageMeta('Goodbye', 'What remains after an account was deleted.')

export const loader = ({ url }: Route.LoaderArgs) => ({
  isFinished: !url.searchParams.has('unfinished'),
})

export default function Deleted({ loaderData: { isFinished } }: Route.ComponentProps) {
  return (
    <div className="mx-auto max-w-lg py-10 text-center sm:py-16">
      <h1 className="text-3xl font-semibold tracking-tight text-balance">
        {isFinished ? 'Your account is deleted' : 'Your account is being deleted'}
      </h1>
      <p className="mt-4 text-muted text-pretty">
        {isFinished
          ? 'Everything that was kept about you is gone, here and at Clerk. What remains is a receipt that does not say whose it is.'
          : 'Not everything could be reached just now. The rest is deleted within a day; there is nothing left for you to do.'}
      </p>
      <Link to="/" className={`${button.secondary} mt-8`}>
        Go to the home page
      </Link>
    </div>
  )
}
