import { Link } from 'react-router'

interface Props {
  isFiltered: boolean
  /** The address of the newest entries, where this page would go on from others. */
  newest: string | null
}

/** What stands in the place of the entries where there are none. */
export function ActivityEmpty({ isFiltered, newest }: Props) {
  if (newest !== null) {
    return (
      <div className={box}>
        <h2 className="font-semibold">Nothing older is left</h2>
        <p className="mx-auto mt-2 max-w-md text-sm text-muted text-pretty">
          The entries that were here have disappeared.{' '}
          <Link to={newest} className="underline">
            Start with the newest entries
          </Link>
        </p>
      </div>
    )
  }
  return (
    <div className={box}>
      <h2 className="font-semibold">
        {isFiltered ? 'Nothing matches' : 'Nothing has happened yet'}
      </h2>
      <p className="mx-auto mt-2 max-w-md text-sm text-muted text-pretty">
        {isFiltered ? (
          <>
            There are no entries of this kind or in these days.{' '}
            <Link to="/activity" className="underline">
              Show all activity
            </Link>
          </>
        ) : (
          <>
            What you do is listed here: signing in, changing settings, saying hello.{' '}
            <Link to="/" className="underline">
              Say hello
            </Link>{' '}
            and it is the first entry.
          </>
        )}
      </p>
    </div>
  )
}

const box = 'rounded-xl border border-dashed border-line px-5 py-12 text-center'
