import { useState } from 'react'
import { Link, useSubmit } from 'react-router'
import { useAuth } from '#app/auth/auth-context.ts'
import { NoticeBox } from './notice-box.tsx'

/** With JavaScript Clerk asks here who it is; without it, or where that did not work out, the way is a new sign-in. */
export function VerifyFirst() {
  const { confirmIdentity } = useAuth()
  const submit = useSubmit()
  const [state, setState] = useState<'idle' | 'asking' | 'unconfirmed'>('idle')

  async function askAndSubmit(form: HTMLFormElement | null) {
    setState('asking')
    const isConfirmed = await confirmIdentity()
    setState(isConfirmed ? 'idle' : 'unconfirmed')
    if (isConfirmed) await submit(form)
  }

  const signOut = (
    <Link to="/profile" className="underline underline-offset-4">
      sign out
    </Link>
  )
  return (
    <NoticeBox tone="danger">
      For this we have to be sure that it is you: it is more than ten minutes since you last proved
      it.{' '}
      <span className="hidden noscript:inline">
        Please {signOut}, sign in again, which needs JavaScript, and come back within ten minutes.
      </span>
      <button
        type="button"
        disabled={state === 'asking'}
        className="font-semibold underline underline-offset-4 disabled:opacity-60 noscript:hidden"
        onClick={({ currentTarget: { form } }) => void askAndSubmit(form)}
      >
        Prove it now
      </button>
      {state === 'unconfirmed' && (
        <span className="mt-2 block">
          That did not work. You can also {signOut}, sign in again, and come back within ten
          minutes.
        </span>
      )}
    </NoticeBox>
  )
}
