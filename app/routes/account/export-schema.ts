import { z } from 'zod'
import { accountExport } from '#app/data/account-export.ts'

/** What a file of the export looks like, as JSON Schema. */
export const loader = () =>
  Response.json(z.toJSONSchema(accountExport), {
    headers: { 'content-type': 'application/schema+json' },
  })
