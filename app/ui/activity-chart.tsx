import { type ActivityDay, maximumPerDay } from '#app/data/activity-day.ts'

const height = 64
const step = 8

/** How much happened on each day: a drawing, and for screen readers a table. */
export function ActivityChart({ days }: { days: ActivityDay[] }) {
  const highest = Math.max(1, ...days.map(({ count }) => count))
  const busy = days.filter(({ count }) => count > 0)
  return (
    <figure className="rounded-xl border border-line bg-surface p-5 sm:p-6">
      <figcaption className="flex flex-wrap justify-between gap-x-6 text-sm">
        <span id="chart-title" className="font-semibold">
          Entries per day, last {days.length - 1} days
        </span>
        <span className="text-muted tabular-nums">
          {busy.length > 0 && `Most on one day: ${atLeast(highest)}`}
        </span>
      </figcaption>
      <svg
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an img cannot hold the bars
        role="img"
        aria-labelledby="chart-title"
        viewBox={`0 0 ${days.length * step} ${height}`}
        preserveAspectRatio="none"
        className="mt-4 h-20 w-full border-b border-line"
      >
        {busy.map(({ day, count }) => {
          // The smallest bar can still be seen.
          const bar = Math.max(2, (count / highest) * height)
          const x = days.findIndex((each) => each.day === day) * step
          return (
            <rect
              key={day}
              x={x + 1}
              y={height - bar}
              width={step - 2}
              height={bar}
              className="fill-accent"
            >
              <title>{`${dayName(day)}: ${atLeast(count)}`}</title>
            </rect>
          )
        })}
      </svg>
      <p aria-hidden className="mt-2 flex justify-between text-xs text-muted">
        <span>{days[0] && dayName(days[0].day)}</span>
        <span>Today (UTC)</span>
      </p>
      <div className="sr-only">
        <table>
          <caption>Entries of each day in UTC; days that are not listed have none</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Entries</th>
            </tr>
          </thead>
          <tbody>
            {busy.map(({ day, count }) => (
              <tr key={day}>
                <th scope="row">{dayName(day)}</th>
                <td>{atLeast(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}

function atLeast(count: number): string {
  const number = count.toLocaleString('en-GB')
  return count < maximumPerDay ? number : `${number} or more`
}

function dayName(day: string): string {
  return new Date(day).toLocaleDateString('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })
}
