import { Link } from 'react-router'
import { button } from './button.ts'

/** The way to delete the account, where that was not asked for already. */
export function DeleteAccountSection({ graceDays }: { graceDays: number }) {
  return (
    <section aria-labelledby="delete">
      <h2 id="delete" className="text-xl font-semibold tracking-tight">
        Delete your account
      </h2>
      <p className="mt-2 text-muted text-pretty">
        Deletes all of the above, here and at Clerk, for good.{' '}
        {graceDays === 0
          ? 'There is no way back.'
          : `You have ${graceDays === 1 ? 'a day' : `${graceDays} days`} to change your mind.`}
      </p>
      <Link to="/account/delete" className={`${button.secondary} mt-5`}>
        Delete my account…
      </Link>
    </section>
  )
}
