import type { ActivityEntry } from '#app/data/activity-entry.ts'
import { csvRecord } from './csv.ts'

/** How entries become a file. */
interface ActivityFormat {
  contentType: string
  header: string
  write: (entry: ActivityEntry) => string
}

export const activityFormats: Record<'csv' | 'ndjson', ActivityFormat> = {
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    header: csvRecord([
      'timestamp',
      'action',
      'ip_address',
      'user_agent',
      'details',
      'request_id',
      'id',
    ]),
    write: ({ timestamp, action, ipAddress, userAgent, details, requestId, id }) =>
      csvRecord([
        timestamp,
        action,
        ipAddress,
        userAgent,
        details === null ? null : JSON.stringify(details),
        requestId,
        id,
      ]),
  },
  ndjson: {
    contentType: 'application/x-ndjson',
    header: '',
    write: (entry) => `${JSON.stringify(entry)}\n`,
  },
}
