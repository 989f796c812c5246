import { type AccountExport, exportFormat } from './account-export.ts'
import type { ExportedFile } from './account-export.server.ts'
import { clerk, inTime } from './clerk.server.ts'

/** What Clerk keeps about a person, as it answers. */
export async function readClerkProfile(userId: string): Promise<AccountExport['clerk']> {
  const { raw } = await inTime(clerk.users.getUser(userId))
  if (!raw) throw new Error("Clerk's answer has no profile.")
  return { ...raw }
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
