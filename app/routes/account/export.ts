import { clerkClient } from '@clerk/react-router/server'
import { redirect } from 'react-router'
import { type AccountExport, exportRequest } from '#app/data/account-export.ts'
import { exportTables } from '#app/data/account-export.server.ts'
import { requireUser, userIdContext } from '#app/middleware/require-user.server.ts'
import { readClient } from '#app/platform.server.ts'
import type { Route } from './+types/export.ts'

export const middleware: Route.MiddlewareFunction[] = [requireUser]

export const loader = () => redirect('/account')

/** Answers with one file of all that is kept about the person: the rows of the database, the profile of Clerk. */
export async function action(args: Route.ActionArgs) {
  const { request, url, context } = args
  const userId = context.get(userIdContext)
  const wanted = exportRequest.parse(Object.fromEntries(url.searchParams))
  try {
    // Clerk first: what is written to the audit log is what was handed out.
    const { raw } = await clerkClient(args).users.getUser(userId)
    if (!raw) throw new Error("Clerk's answer has no profile.")
    const { tables, isLast } = await exportTables(userId, wanted, readClient(request, context))
    const file: AccountExport = {
      format: 'groundwork-account-export',
      version: 1,
      exportedAt: new Date().toISOString(),
      userId,
      file: wanted.file,
      isLast,
      clerk: { ...raw },
      tables,
    }
    const date = file.exportedAt.slice(0, 10)
    const name = `groundwork-${date}${wanted.file === 1 && isLast ? '' : `-file-${wanted.file}`}.json`
    return new Response(`${JSON.stringify(file, null, 1)}\n`, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
      },
    })
  } catch (error) {
    // The answer to somebody who was erased meanwhile.
    if (error instanceof Response) throw error
    console.error(error)
    return redirect('/account?failed=export')
  }
}
