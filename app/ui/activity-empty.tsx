import { Link } from 'react-router'

/** What stands in the place of the entries where there are none. */
export function ActivityEmpty({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div className="rounded-xl border border-dashed border-line px-5 py-12 text-center">
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
