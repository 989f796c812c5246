import { readDeletion } from '#app/data/account-deletions.server.ts'
import { readNextPosition } from '#app/data/account-export.server.ts'
import { exportPageQuery } from '#app/data/account-export.ts'
import { env } from '#app/env.server.ts'
import { requireUser, userIdContext } from '#app/middleware/require-user.server.ts'
import { pageMeta } from '#app/site.ts'
import { DeleteAccountSection } from '#app/ui/delete-account-section.tsx'
import { ExportSection } from '#app/ui/export-section.tsx'
import { NoticeBox } from '#app/ui/notice-box.tsx'
import { StoredData } from '#app/ui/stored-data.tsx'
import type { Route } from './+types/account.ts'

export const middleware: Route.MiddlewareFunction[] = [requireUser]

export const meta: Route.MetaFunction = () =>
  pageMeta('Your account', 'What is kept about you, and what you can do with it.')

const failures = new Map<string | null, string>([
  [
    'export',
    'Your data could not be put together just now, so there is no file. Please try again in a moment.',
  ],
  ['keep', 'It is too late: your account is being deleted.'],
])

export async function loader({ url, context }: Route.LoaderArgs) {
  const query = url.searchParams
  const part = exportPageQuery.parse(Object.fromEntries(query))
  const userId = context.get(userIdContext)
  const [next, deletion] = await Promise.all([
    readNextPosition(userId, part.after),
    readDeletion(userId),
  ])
  return {
    failure: failures.get(query.get('failed')) ?? null,
    part: { ...part, next },
    isDeletionOrdered: deletion !== null,
    graceDays: env.DELETION_GRACE_DAYS,
    retentionDays: env.AUDIT_RETENTION_DAYS,
  }
}

export default function Account({ loaderData }: Route.ComponentProps) {
  const { failure, part, retentionDays, isDeletionOrdered, graceDays } = loaderData
  return (
    <div className="mx-auto max-w-2xl space-y-10">
      <div>
        <h1 className="text-3xl font-semibold tracking-tight">Your account</h1>
        <p className="mt-2 text-muted text-pretty">
          What is kept about you, and what you can do with it.
        </p>
      </div>
      {failure && <NoticeBox tone="danger">{failure}</NoticeBox>}
      <StoredData retentionDays={retentionDays} />
      <ExportSection part={part} />
      {!isDeletionOrdered && <DeleteAccountSection graceDays={graceDays} />}
    </div>
  )
}
