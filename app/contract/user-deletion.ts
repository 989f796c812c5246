import { z } from 'zod'
import { accountDeletion, deletionConfirmation } from '#app/data/account-deletions.ts'
import { idempotencyKey } from './idempotency-key.ts'
import type { Endpoint } from './endpoint.ts'

const schema = accountDeletion

export const userDeletionEndpoint = {
  path: '/api/user/deletion',
  subject: 'Deletion',
  methods: {
    GET: {
      id: 'getDeletion',
      summary: 'When your account is going to be deleted',
      auth: true,
      limited: true,
      answers: { 200: { description: 'The order to delete it', schema } },
      problems: ['not-found'],
    },
    POST: {
      id: 'orderDeletion',
      summary: 'Order the deletion of your account',
      description: 'It is done when `dueAt` has come; until then DELETE takes the order back.',
      auth: true,
      limited: true,
      headers: z.object({ 'idempotency-key': idempotencyKey.optional() }),
      body: { type: 'application/json', schema: deletionConfirmation },
      answers: { 202: { description: 'The order', schema } },
      problems: ['reverification-required', 'deletion-ordered', 'idempotency-key-reused'],
    },
    DELETE: {
      id: 'cancelDeletion',
      summary: 'Keep your account after all',
      auth: true,
      limited: true,
      answers: { 204: { description: 'There is no order any more' } },
      problems: ['not-found', 'deletion-due'],
    },
  },
} as const satisfies Endpoint
