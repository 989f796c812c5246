import { data, Link } from 'react-router'
import { readActivityParts } from '#app/data/activity-parts.server.ts'
import { downloadQuery, toCursor } from '#app/data/activity-query.server.ts'
import { readQuery } from '#app/http/read-query.ts'
import { requireUser, userIdContext } from '#app/middleware/require-user.server.ts'
import { pageMeta } from '#app/site.ts'
import { button } from '#app/ui/button.ts'
import { LocalDay } from '#app/ui/local-time.tsx'
import { NoticeBox } from '#app/ui/notice-box.tsx'
import type { Route } from './+types/activity-download.ts'

export const middleware: Route.MiddlewareFunction[] = [requireUser]

export const meta: Route.MetaFunction = () =>
  pageMeta('Download your activity', 'Your whole history as CSV or NDJSON.')

// Every row of a full part is read to measure it: a quarter of a second on a slow machine.
const listed = 4

export async function loader({ request, context }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const query = readQuery(searchParams, downloadQuery)
  if (!query.ok) return data({ parts: null, next: null }, { status: 400 })
  const parts = await readActivityParts(context.get(userIdContext), query.value, listed)

  // Each link says where its part ends: what is written meanwhile shifts none of them.
  let address = searchParams
  const links = parts.map(({ entries, newest, last }) => {
    const link = new URLSearchParams(address)
    link.set('until', toCursor(last))
    address = new URLSearchParams(address)
    address.set('cursor', toCursor(last))
    return { query: link.toString(), entries, newest, oldest: last.timestamp }
  })
  return data({ parts: links, next: parts.at(-1)?.more ? address.toString() : null })
}

export default function ActivityDownload({ loaderData: { parts, next } }: Route.ComponentProps) {
  return (
    <div className="mx-auto max-w-2xl">
      <h1 className="text-3xl font-semibold tracking-tight">Download your activity</h1>
      <p className="mt-2 text-muted text-pretty">
        CSV opens in a spreadsheet; NDJSON, one JSON object in each line, is for programs. A long
        history comes in several files, newest first: together they are all of it.
      </p>
      <div className="mt-8 space-y-6">
        {!parts && <NoticeBox tone="danger">This address leads to no download.</NoticeBox>}
        {parts?.length === 0 && <p className="text-muted">There are no entries to download.</p>}
        {parts && parts.length > 0 && (
          <ol className="divide-y divide-line rounded-xl border border-line bg-surface">
            {parts.map((part) => (
              <li
                key={part.query}
                className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4 text-sm sm:px-6"
              >
                <span>
                  <span className="font-semibold tabular-nums">{entriesOf(part.entries)}</span>
                  <span className="block text-muted">
                    <LocalDay timestamp={part.newest} /> back to{' '}
                    <LocalDay timestamp={part.oldest} />
                  </span>
                </span>
                <span className="flex gap-3">
                  {(['csv', 'ndjson'] as const).map((format) => (
                    <a
                      key={format}
                      href={`/activity/download/${format}?${part.query}`}
                      className={button.secondary}
                    >
                      {format.toUpperCase()}
                    </a>
                  ))}
                </span>
              </li>
            ))}
          </ol>
        )}
        <nav aria-label="Pages" className="flex flex-wrap gap-3">
          {next && (
            <Link to={`?${next}`} className={button.primary} rel="next">
              Older parts
            </Link>
          )}
          <Link to="/activity" className={button.secondary}>
            Back to the activity
          </Link>
        </nav>
      </div>
    </div>
  )
}

function entriesOf(count: number): string {
  return count === 1 ? '1 entry' : `${count.toLocaleString('en-GB')} entries`
}
