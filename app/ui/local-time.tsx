import { useSyncExternalStore } from 'react'
import { useIsHydrated } from './is-hydrated.ts'
import { onTick } from './on-tick.ts'

/**
 * A time, with the exact one on hover. The server cannot know the reader's zone and writes UTC; after
 * hydration it becomes the reader's, and says how long ago it was for as long as the page is open.
 */
export function LocalTime({ timestamp }: { timestamp: string }) {
  const isHydrated = useIsHydrated()
  const text = useSyncExternalStore(
    onTick,
    () => ago(new Date(timestamp), new Date()),
    () => format(timestamp, 'short', false),
  )
  return (
    <time dateTime={timestamp} title={format(timestamp, 'long', isHydrated)}>
      {text}
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

const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })

/** In hours for a day and a night, then in days of the reader's calendar: what is called yesterday, was. */
function ago(time: Date, now: Date): string {
  // A reader's clock may be behind: nothing here is in the future.
  const minutes = Math.max(0, Math.floor((now.getTime() - time.getTime()) / 60_000))
  if (minutes < 1) return relative.format(0, 'second')
  if (minutes < 60) return relative.format(-minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  return hours < 24
    ? relative.format(-hours, 'hour')
    : relative.format(-daysBetween(time, now), 'day')
}

function daysBetween(time: Date, now: Date): number {
  // A day in which the clocks are changed is an hour shorter or longer.
  return Math.round((midnight(now) - midnight(time)) / 86_400_000)
}

function midnight(time: Date): number {
  return new Date(time).setHours(0, 0, 0, 0)
}
