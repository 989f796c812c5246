import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'

export const openApiEndpoint = {
  path: '/api/openapi.json',
  subject: 'This document',
  methods: {
    GET: {
      id: 'getOpenApi',
      summary: 'This document',
      auth: false,
      limited: false,
      answers: {
        200: {
          description: 'OpenAPI 3.1',
          schema: z.looseObject({ openapi: z.string() }).meta({ id: 'OpenApiDocument' }),
        },
      },
    },
  },
} as const satisfies Endpoint
