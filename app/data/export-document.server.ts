import type { Session } from '@clerk/react-router/api.server'
import { type AccountExport, exportFormat } from './account-export.ts'
import type { ExportedFile } from './account-export.server.ts'
import { clerk, readFromClerk } from './clerk.server.ts'

/** As many as Clerk lists at once. */
const mostSessions = 500

/** What Clerk keeps about a person, as it answers, and the sessions with the devices that they began on. */
export async function readClerkProfile(userId: string): Promise<AccountExport['clerk']> {
  const asked = Promise.all([
    clerk.users.getUser(userId),
    clerk.sessions.getSessionList({ userId, limit: mostSessions }),
  ])
  const [{ raw }, sessions] = await readFromClerk(asked)
  if (!raw) throw new Error("Clerk's answer has no profile.")
  return { ...raw, sessions: sessions.data.map(toRecord) }
}

/** A session with its device, times in milliseconds. */
function toRecord({ id, status, createdAt, lastActiveAt, expireAt, latestActivity }: Session) {
  return { id, status, createdAt, lastActiveAt, expireAt, latestActivity }
}

/** The JSON of one file of an export. */
export function writeExportDocument(
  userId: string,
  file: number,
  profile: AccountExport['clerk'],
  { tables, next }: ExportedFile,
): string {
  const others: Omit<AccountExport, 'tables'> = {
    format: exportFormat,
    version: 1,
    exportedAt: new Date().toISOString(),
    userId,
    file,
    isLast: next === null,
    clerk: profile,
  }
  return `${JSON.stringify(others).slice(0, -1)},"tables":${tables}}\n`
}
