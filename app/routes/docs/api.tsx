import { Link } from 'react-router'
import { listOperations } from '#app/contract/list-operations.ts'
import { publicPage } from '#app/middleware/public-page.server.ts'
import { pageMeta } from '#app/site.ts'
import { ApiReference } from '#app/ui/api-reference.tsx'
import type { Route } from './+types/api.ts'

export const middleware: Route.MiddlewareFunction[] = [publicPage]

export const meta: Route.MetaFunction = () =>
  pageMeta('API', 'Every address of the API: what it takes, what it answers, and a way to try it.')

export const loader = () => listOperations()

export default function ApiDocs({ loaderData: operations }: Route.ComponentProps) {
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">API</h1>
      <p className="mt-2 text-muted text-pretty">
        What programs may ask for. Signed in, you can try it here as yourself; the{' '}
        <a href="/api/openapi.json" className="underline underline-offset-4">
          OpenAPI document
        </a>{' '}
        makes clients for every language, and each{' '}
        <Link to="/docs/problems" className="underline underline-offset-4">
          problem
        </Link>{' '}
        is explained.
      </p>
      <ApiReference operations={operations} />
    </>
  )
}
