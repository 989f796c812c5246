import type { LineFormat } from '#app/data/activity-lines.server.ts'

/** What a file of entries is, beside its lines. */
interface ActivityFormat {
  contentType: string
  header: string
}

export const activityFormats: Record<LineFormat, ActivityFormat> = {
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    header: '"timestamp","action","ip_address","user_agent","details","request_id","id"\r\n',
  },
  ndjson: { contentType: 'application/x-ndjson', header: '' },
}
