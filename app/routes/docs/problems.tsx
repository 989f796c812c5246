import { Link } from 'react-router'
import { problemKinds } from '#app/contract/problem.ts'
import { publicPage } from '#app/middleware/public-page.server.ts'
import { pageMeta } from '#app/site.ts'
import type { Route } from './+types/problems.ts'

export const middleware: Route.MiddlewareFunction[] = [publicPage]

export const meta: Route.MetaFunction = () =>
  pageMeta(
    'Problems of the API',
    'Every problem that the API answers with, and what to do about it.',
  )

export const loader = () =>
  Object.entries(problemKinds).map(([name, { status, title }]) => ({ name, status, title }))

export default function Problems({ loaderData: problems }: Route.ComponentProps) {
  return (
    <div className="mx-auto max-w-2xl">
      <h1 className="text-3xl font-semibold tracking-tight">Problems</h1>
      <p className="mt-2 text-muted text-pretty">
        Every error of the API is <code>application/problem+json</code> (RFC 9457), and its{' '}
        <code>type</code> leads to one of these pages.
      </p>
      <ul className="mt-8 divide-y divide-line rounded-xl border border-line bg-surface">
        {problems.map(({ name, status, title }) => (
          <li key={name}>
            <Link
              to={`/docs/problems/${name}`}
              className="flex min-h-11 items-baseline gap-4 px-5 py-3 text-sm hover:text-accent sm:px-6"
            >
              <span className="w-8 shrink-0 text-muted tabular-nums">{status}</span>
              <span className="font-semibold">{title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
