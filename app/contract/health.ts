import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'

const health = z
  .strictObject({
    status: z.enum(['ok', 'unavailable']),
    database: z.strictObject({
      status: z.enum(['ok', 'unavailable']),
      latencyMs: z.int().min(0),
    }),
  })
  .meta({ id: 'Health' })

export const healthEndpoint = {
  path: '/api/health',
  subject: 'Health',
  methods: {
    GET: {
      id: 'getHealth',
      summary: 'Whether the database answers within two seconds',
      auth: false,
      limited: true,
      answers: {
        200: { description: 'It does', schema: health },
        503: { description: 'It does not', schema: health, headers: { 'Retry-After': 'Seconds' } },
      },
    },
  },
} as const satisfies Endpoint

export const livenessEndpoint = {
  path: '/api/health/live',
  subject: 'Health',
  methods: {
    GET: {
      id: 'getLiveness',
      summary: 'Whether the app answers at all, without asking the database',
      auth: false,
      limited: false,
      answers: {
        200: { description: 'It does', schema: z.strictObject({ status: z.literal('ok') }) },
      },
    },
  },
} as const satisfies Endpoint
