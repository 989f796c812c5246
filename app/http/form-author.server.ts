import { redirect } from 'react-router'
import { sendNotice } from './notice.server.ts'

/**
 * The answer to a form that somebody else filled in before this person signed in, in another tab say: it
 * names its author as kept-form.server.ts tells. Null for the person's own form, and for one without an author.
 */
export async function refuseOthersForm(url: URL, userId: string): Promise<Response | null> {
  const author = url.searchParams.get('author')
  if (author === null || author === userId) return null
  const text =
    'You have signed in as somebody else since, so nothing was changed. Please try again.'
  const headers = { 'set-cookie': await sendNotice({ tone: 'danger', text }) }
  return redirect(url.pathname, { headers, status: 303 })
}
