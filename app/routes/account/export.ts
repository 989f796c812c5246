import { redirect } from 'react-router'
import { exportPageQuery } from '#app/data/account-export.ts'
import { exportTables } from '#app/data/account-export.server.ts'
import { readClerkProfile, writeExportDocument } from '#app/data/export-document.server.ts'
import { logError } from '#app/log.server.ts'
import { requireUser, userIdContext } from '#app/middleware/require-user.server.ts'
import { readClient } from '#app/request-scope.server.ts'
import { siteSlug } from '#app/site.ts'
import type { Route } from './+types/export.ts'

export const middleware: Route.MiddlewareFunction[] = [requireUser]

export const loader = () => redirect('/account')

/** Answers with one file of all that is kept about the person: the rows of the database, the profile of Clerk. */
export async function action({ request, url, context }: Route.ActionArgs) {
  const userId = context.get(userIdContext)
  const wanted = exportPageQuery.parse(Object.fromEntries(url.searchParams))
  try {
    // Clerk first: what is written to the audit log is what was handed out.
    const profile = await readClerkProfile(userId)
    const read = await exportTables(userId, wanted, readClient(request))
    const { file } = wanted
    const date = new Date().toISOString().slice(0, 10)
    const name = `${siteSlug}-${date}${file === 1 && !read.next ? '' : `-file-${file}`}.json`
    return new Response(writeExportDocument(userId, file, profile, read), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
      },
    })
  } catch (error) {
    // The answer to somebody who was erased meanwhile.
    if (error instanceof Response) throw error
    logError(error)
    url.searchParams.set('failed', 'export')
    return redirect(`/account?${url.searchParams}`)
  }
}
