import { actionLabels } from '#app/data/activity.ts'
import type { ActivityEntry } from '#app/data/activity-entry.ts'
import { deviceName } from './device-name.ts'
import { LocalDay, LocalTime } from './local-time.tsx'

interface Props {
  entries: ActivityEntry[]
  /** For how many days an entry is kept. */
  retentionDays: number
}

/** The entries of one page, newest first. */
export function ActivityList({ entries, retentionDays }: Props) {
  return (
    <ol className="divide-y divide-line rounded-xl border border-line bg-surface">
      {entries.map((entry) => (
        <li key={entry.id} className="px-5 py-4 text-sm sm:px-6">
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <span className="font-semibold">{actionLabels[entry.action]}</span>
            <LocalTime timestamp={entry.timestamp} />
          </div>
          <Changes details={entry.details} />
          <div className="mt-1 flex flex-wrap justify-between gap-x-6 gap-y-1 text-muted">
            <span className="min-w-0 truncate" title={entry.userAgent ?? undefined}>
              {[entry.ipAddress, entry.userAgent && deviceName(entry.userAgent)]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <Disappears timestamp={entry.timestamp} retentionDays={retentionDays} />
          </div>
        </li>
      ))}
    </ol>
  )
}

const fieldLabels: Record<string, string> = {
  theme: 'Theme',
  notificationsEnabled: 'Notifications',
}

/** What a change of settings changed; other details are in the download. */
function Changes({ details }: Pick<ActivityEntry, 'details'>) {
  const all: [string, unknown][] = Object.entries(details ?? {})
  const changes = all.flatMap(([field, change]) => (isChange(change) ? [{ field, ...change }] : []))
  if (changes.length === 0) return null
  return (
    <ul className="mt-1">
      {changes.map(({ field, from, to }) => (
        <li key={field}>{`${fieldLabels[field] ?? field}: ${named(from)} → ${named(to)}`}</li>
      ))}
    </ul>
  )
}

function isChange(value: unknown): value is { from: unknown; to: unknown } {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value
}

function named(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function Disappears({ timestamp, retentionDays }: { timestamp: string; retentionDays: number }) {
  const end = new Date(Date.parse(timestamp) + retentionDays * 86_400_000)
  return (
    <span className="shrink-0">
      Disappears after <LocalDay timestamp={end.toISOString()} />
    </span>
  )
}
