import { type FormEvent, useState } from 'react'
import { Form } from 'react-router'
import { useAuth } from '#app/auth/auth-context.ts'
import { inTime } from '#app/in-time.ts'
import { button } from './button.ts'

const patienceMs = 5_000

/**
 * Signs out through Clerk, which tells the other tabs: theirs would put the session's cookies back. Without
 * scripts, or where that fails or takes too long, the server signs out.
 */
export function SignOutForm() {
  const { signOut } = useAuth()
  const [isWaiting, setIsWaiting] = useState(false)

  function signOutHere(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setIsWaiting(true)
    const form = event.currentTarget
    inTime(signOut(), patienceMs).catch(() => {
      // The person may be on another page by now, and only a form in a page is sent.
      if (!form.isConnected) document.body.append(form)
      form.submit()
    })
  }

  return (
    <Form method="post" action="/sign-out" reloadDocument onSubmit={signOutHere}>
      <button className={button.secondary} disabled={isWaiting}>
        {isWaiting ? 'Signing out…' : 'Sign out'}
      </button>
    </Form>
  )
}
