import { type AccountExport, exportFormat } from './account-export.ts'
import type { ExportedFile } from './account-export.server.ts'
import { clerk } from './clerk.server.ts'

/** What Clerk keeps about a person, as it answers. */
export async function readClerkProfile(userId: string): Promise<AccountExport['clerk']> {
  const { raw } = await clerk.users.getUser(userId)
  if (!raw) throw new Error("Clerk's answer has no profile.")
  return { ...raw }
}

/** One file of an export. */
export function toExportDocument(
  userId: string,
  file: number,
  profile: AccountExport['clerk'],
  { tables, next }: ExportedFile,
): AccountExport {
  return {
    format: exportFormat,
    version: 1,
    exportedAt: new Date().toISOString(),
    userId,
    file,
    isLast: next === null,
    clerk: profile,
    tables,
  }
}
