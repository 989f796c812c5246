import { z } from 'zod'

/**
 * The header Idempotency-Key: a structured-field string, or the same without quotes
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/).
 */
export const idempotencyKey = z
  .string()
  .regex(/^(?:"[\x20-\x21\x23-\x5b\x5d-\x7e]{8,128}"|[\w-]{8,128})$/, 'Send 8 to 128 characters.')
  .transform((text) => text.replace(/^"(.*)"$/, '$1'))
  .meta({
    description: 'The same key gives the same answer',
    example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
  })
