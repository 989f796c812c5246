import { Form } from 'react-router'

/** Says on every page that the account is going to be deleted, and how to keep it. */
export function DeletionBanner({ userId, dueAt }: { userId: string; dueAt: string }) {
  return (
    <section aria-label="Deletion of your account" className="bg-danger-soft">
      <div className="mx-auto flex w-full max-w-4xl flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-2 text-sm sm:px-6">
        <p>
          Your account will be deleted on{' '}
          <time dateTime={dueAt} className="font-semibold">
            {`${dueAt.slice(0, 10)} at ${dueAt.slice(11, 16)} UTC`}
          </time>
          .
        </p>
        <Form method="post" action={`/account/keep?author=${encodeURIComponent(userId)}`}>
          <button className="min-h-11 cursor-pointer font-semibold underline underline-offset-4">
            Keep my account
          </button>
        </Form>
      </div>
    </section>
  )
}
