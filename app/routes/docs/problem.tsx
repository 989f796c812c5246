import { data, Link } from 'react-router'
import { problemKinds, type ProblemName } from '#app/contract/problem.ts'
import { publicPage } from '#app/middleware/public-page.server.ts'
import { pageMeta } from '#app/site.ts'
import { button } from '#app/ui/button.ts'
import type { Route } from './+types/problem.ts'

export const middleware: Route.MiddlewareFunction[] = [publicPage]

export const meta: Route.MetaFunction = ({ loaderData }) => {
  const title = loaderData?.title ?? 'Problem'
  return pageMeta(title, `What the API means by “${title}”, and what to do about it.`)
}

export function loader({ params: { name } }: Route.LoaderArgs) {
  if (!isProblem(name)) throw data(null, { status: 404 })
  return { name, ...problemKinds[name] }
}

function isProblem(name: string): name is ProblemName {
  return Object.hasOwn(problemKinds, name)
}

export default function Problem({ loaderData }: Route.ComponentProps) {
  const { name, status, title, meaning } = loaderData
  return (
    <article className="mx-auto max-w-2xl">
      <p className="text-sm text-muted">
        <span className="tabular-nums">{status}</span> · <code>{name}</code>
      </p>
      <h1 className="mt-1 text-3xl font-semibold tracking-tight">{title}</h1>
      <p className="mt-4 text-pretty">
        {meaning.split('`').map((part, index) =>
          // Every second part stood between backticks.
          index % 2 ? <code key={part}>{part}</code> : part,
        )}
      </p>
      <Link to="/docs/problems" className={`${button.secondary} mt-8`}>
        All problems
      </Link>
    </article>
  )
}
