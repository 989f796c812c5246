import type { FormEvent } from 'react'
import { Link } from 'react-router'
import { renewSession } from '#app/auth/session.client.ts'
import type { ExportRequest } from '#app/data/account-export.ts'
import { type ExportPosition, writePosition } from '#app/data/export-position.ts'
import { button } from './button.ts'

interface Props {
  /** The file that is offered, and where the one after it begins. */
  part: ExportRequest & { next: ExportPosition | null }
}

/** Offers all that is stored as a download, file by file where one cannot carry it all. */
export function ExportSection({ part: { file, after, next } }: Props) {
  const isOnly = file === 1 && !next
  return (
    <section aria-labelledby="export">
      <h2 id="export" className="text-xl font-semibold tracking-tight">
        Take your data with you
      </h2>
      <p className="mt-2 text-muted text-pretty">
        Everything above in one JSON document, which other programs can read:{' '}
        <a href="/account/export/schema.json" className="underline underline-offset-4">
          its schema
        </a>
        . That you downloaded it becomes an entry of your activity.
      </p>
      {!isOnly && (
        <p className="mt-3 text-pretty">
          Your activity is too long for one download, so your data come in several files, oldest
          first. {next ? `This is file ${file}; more follow.` : `This is file ${file}, the last.`}
        </p>
      )}
      <div className="mt-5 flex flex-wrap gap-3">
        {/* Not a form of React Router's: the browser takes care of what is a download. */}
        <form
          method="post"
          action={`/account/export?${query(file, after)}`}
          onSubmit={(event) => void sendWithFreshSession(event)}
        >
          <button className={button.primary}>
            {isOnly ? 'Download my data' : `Download file ${file}`}
          </button>
        </form>
        {next && (
          <Link to={`/account?${query(file + 1, next)}#export`} className={button.secondary}>
            Go on to file {file + 1}
          </Link>
        )}
      </div>
    </section>
  )
}

/** The session may have run out meanwhile, and a form that the browser sends itself cannot renew it on the way. */
async function sendWithFreshSession(event: FormEvent<HTMLFormElement>) {
  event.preventDefault()
  const form = event.currentTarget
  await renewSession()
  form.submit()
}

function query(file: number, after: ExportPosition | null): string {
  const entries = { file: String(file), ...(after && { after: writePosition(after) }) }
  return new URLSearchParams(entries).toString()
}
