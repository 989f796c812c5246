import { z } from 'zod'
import { accountExport, exportQuery } from '#app/data/account-export.ts'
import { idempotencyKey } from './idempotency-key.ts'
import type { Endpoint } from './endpoint.ts'

export const userExportsEndpoint = {
  path: '/api/user/exports',
  subject: 'Export',
  methods: {
    POST: {
      id: 'requestExport',
      summary: 'Ask for everything that is kept about you',
      description:
        'Writes the request to the audit log and answers with the address of the first file.',
      auth: true,
      limited: true,
      headers: z.object({ 'idempotency-key': idempotencyKey.optional() }),
      body: { type: 'application/json', schema: z.strictObject({}), isOptional: true },
      answers: {
        201: {
          description: 'It may be read now',
          schema: z
            .strictObject({ id: z.guid(), requestedAt: z.iso.datetime(), href: z.string() })
            .meta({ id: 'ExportRequest' }),
          headers: { Location: 'The first file' },
        },
      },
      problems: ['idempotency-key-reused'],
    },
  },
} as const satisfies Endpoint

export const userExportEndpoint = {
  path: '/api/user/exports/{id}',
  subject: 'Export',
  methods: {
    GET: {
      id: 'getExport',
      summary: 'One file of an export that you asked for',
      description:
        'As things are now, not as they were when you asked. A long history comes in several files.',
      auth: true,
      limited: true,
      params: z.object({ id: z.guid() }),
      query: exportQuery,
      answers: {
        200: {
          description: 'Your data',
          schema: accountExport,
          headers: { Link: 'The next file, as `rel="next"`, unless `isLast`' },
        },
      },
      problems: ['not-found'],
    },
  },
} as const satisfies Endpoint
