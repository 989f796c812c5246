import { data, Link } from 'react-router'
import { readActivityDays, readActivityOverview } from '#app/data/activity-days.server.ts'
import { activityPageQuery, toCursor } from '#app/data/activity-query.server.ts'
import { env } from '#app/env.server.ts'
import { readQuery } from '#app/http/read-query.ts'
import { requireUser, userIdContext } from '#app/middleware/require-user.server.ts'
import { pageMeta } from '#app/site.ts'
import { ActivityChart } from '#app/ui/activity-chart.tsx'
import { ActivityEmpty } from '#app/ui/activity-empty.tsx'
import { ActivityFilter } from '#app/ui/activity-filter.tsx'
import { ActivityList } from '#app/ui/activity-list.tsx'
import { button } from '#app/ui/button.ts'
import { NoticeBox } from '#app/ui/notice-box.tsx'
import type { Route } from './+types/activity.ts'

export const middleware: Route.MiddlewareFunction[] = [requireUser]

export const meta: Route.MetaFunction = () =>
  pageMeta('Activity', 'What the audit log holds about you: what you did, when and from where.')

export async function loader({ request, context }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  // A form sends the fields that were left empty, too.
  const given = new URLSearchParams([...searchParams].filter(([, value]) => value !== ''))
  const filter = {
    action: given.get('action') ?? '',
    from: given.get('from') ?? '',
    to: given.get('to') ?? '',
  }
  const isContinued = given.has('cursor')
  const base = { filter, isContinued, retentionDays: env.AUDIT_RETENTION_DAYS }
  const userId = context.get(userIdContext)
  const query = readQuery(given, activityPageQuery)
  if (!query.ok) {
    const days = await readActivityDays(userId)
    const { errors } = query
    return data({ ...base, days, errors, entries: null, next: null }, { status: 400 })
  }
  const { entries, next, days } = await readActivityOverview(userId, query.value, 20)
  return data({ ...base, days, errors: [], entries, next: next && toCursor(next) })
}

export default function Activity({ loaderData }: Route.ComponentProps) {
  const { filter, isContinued, days, errors, entries, next, retentionDays } = loaderData
  const filters = Object.entries(filter).filter(([, value]) => value !== '')
  const query = new URLSearchParams(filters).toString()
  const isFiltered = filters.length > 0
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">Activity</h1>
      <p className="mt-2 text-muted text-pretty">
        What the audit log holds about you. An entry is kept for {retentionDays} days, then it
        disappears. The days of the chart and of the filter are days in UTC.
      </p>
      <div className="mt-8 space-y-6">
        <ActivityChart days={days} />
        <ActivityFilter key={query} values={filter} errors={errors} />
        {errors.some(({ parameter }) => parameter === 'cursor') && (
          <NoticeBox tone="danger">
            This address leads to no page. <Link to="/activity">Start with the newest entries</Link>
          </NoticeBox>
        )}
        {entries?.length === 0 && (
          <ActivityEmpty isFiltered={isFiltered} newest={isContinued ? `?${query}` : null} />
        )}
        {entries && entries.length > 0 && (
          <>
            <ActivityList entries={entries} retentionDays={retentionDays} />
            <nav aria-label="Pages" className="flex flex-wrap gap-3">
              {next && (
                <Link to={`?${withCursor(query, next)}`} className={button.secondary} rel="next">
                  Older
                </Link>
              )}
              <Link to={`?${query}`} className={button.secondary}>
                Newest
              </Link>
              <Link to={`/activity/download?${query}`} className={`${button.secondary} sm:ml-auto`}>
                {isFiltered ? 'Download these' : 'Download all'}
              </Link>
            </nav>
          </>
        )}
      </div>
    </>
  )
}

function withCursor(query: string, cursor: string): string {
  const longer = new URLSearchParams(query)
  longer.set('cursor', cursor)
  return longer.toString()
}
