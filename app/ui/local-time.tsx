import { useIsHydrated } from './is-hydrated.ts'

/**
 * A time, with the exact one on hover. The server cannot know the reader's zone and writes UTC; after
 * hydration it becomes the reader's, and says how long ago it was.
 */
export function LocalTime({ timestamp }: { timestamp: string }) {
  const isHydrated = useIsHydrated()
  const exact = format(timestamp, 'long', isHydrated)
  return (
    <time dateTime={timestamp} title={exact}>
      {isHydrated ? ago(new Date(timestamp)) : format(timestamp, 'short', false)}
    </time>
  )
}

/** The day of a time, in the reader's zone; before hydration, in UTC. */
export function LocalDay({ timestamp }: { timestamp: string }) {
  const isHydrated = useIsHydrated()
  return (
    <time dateTime={timestamp} title={format(timestamp, 'long', isHydrated)}>
      {new Date(timestamp).toLocaleDateString('en-GB', {
        dateStyle: 'medium',
        timeZone: isHydrated ? undefined : 'UTC',
      })}
    </time>
  )
}

function format(timestamp: string, length: 'short' | 'long', isLocal: boolean): string {
  return new Date(timestamp).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: length === 'long' ? '2-digit' : undefined,
    timeZone: isLocal ? undefined : 'UTC',
    timeZoneName: 'short',
  })
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })

function ago(time: Date): string {
  // A reader's clock may be behind: nothing here is in the future.
  const seconds = Math.max(0, (Date.now() - time.getTime()) / 1000)
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? ['second', 1]
  return relative.format(-Math.floor(seconds / size), unit)
}
