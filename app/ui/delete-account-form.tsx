import { type SubmissionResult, useForm } from '@conform-to/react'
import { Form, Link, useNavigation } from 'react-router'
import { confirmationPhrase } from '#app/data/confirmation-phrase.ts'
import { button } from './button.ts'
import { FieldErrors } from './field-errors.tsx'
import { VerifyFirst } from './verify-first.tsx'

interface Props {
  /** Whose form it is, in case their session ends before it is sent: see kept-form.server.ts. */
  author: string
  graceDays: number
  /** What was typed before the session ended, or null. */
  typed: string | null
  /** Whether Clerk has to ask first who this is. */
  mustVerify: boolean
  lastResult: SubmissionResult | undefined
}

/** Says what deleting means, offers the export first, and asks for a typed confirmation. */
export function DeleteAccountForm({ author, graceDays, typed, mustVerify, lastResult }: Props) {
  const isSending = useNavigation().state === 'submitting'
  const [form, { confirmation }] = useForm<{ confirmation: string }>({
    id: 'delete-account',
    lastResult,
    defaultValue: typed === null ? undefined : { confirmation: typed },
  })
  return (
    <>
      <ul className="mt-5 list-disc space-y-1.5 pl-5 text-muted">
        <li>Your settings and your whole activity are deleted, and your profile at Clerk.</li>
        <li>You are signed out on every device. Nobody can bring anything back.</li>
        <li>
          {graceDays === 0
            ? 'It happens at once.'
            : `It happens after ${graceDays === 1 ? 'one day' : `${graceDays} days`}. Until then you can change your mind.`}
        </li>
      </ul>
      <p className="mt-5 text-pretty">
        Do you want to keep a copy?{' '}
        <Link to="/account#export" className="font-medium underline underline-offset-4">
          Download your data first
        </Link>
        .
      </p>
      <Form
        method="post"
        action={`/account/delete?author=${encodeURIComponent(author)}`}
        id={form.id}
        noValidate={form.noValidate}
        className="mt-8 space-y-6 rounded-xl border border-line bg-surface p-5 sm:p-6"
      >
        {mustVerify && <VerifyFirst />}
        <div>
          <label htmlFor={confirmation.id} className="font-semibold">
            Type “{confirmationPhrase}”
          </label>
          <input
            type="text"
            id={confirmation.id}
            name={confirmation.name}
            defaultValue={confirmation.defaultValue}
            autoComplete="off"
            autoCapitalize="none"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- it is the first error
            autoFocus={confirmation.errors !== undefined}
            aria-invalid={confirmation.errors ? true : undefined}
            aria-describedby={confirmation.errors ? confirmation.errorId : undefined}
            className="mt-2 block min-h-11 w-full rounded-lg border border-line bg-canvas px-3 aria-invalid:border-danger"
          />
          <FieldErrors id={confirmation.errorId} errors={confirmation.errors} />
        </div>
        <div className="flex flex-wrap gap-3">
          <button className={button.danger} disabled={isSending}>
            {isSending ? 'Deleting…' : 'Delete my account'}
          </button>
          <Link to="/account" className={button.secondary}>
            Keep it
          </Link>
        </div>
      </Form>
    </>
  )
}
