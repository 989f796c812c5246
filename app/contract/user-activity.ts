import { z } from 'zod'
import { activityEntry } from '#app/data/activity-entry.ts'
import { activityQuery } from '#app/data/activity-query.server.ts'
import type { Endpoint } from './endpoint.ts'

export const userActivityEndpoint = {
  path: '/api/user/activity',
  subject: 'Activity',
  methods: {
    GET: {
      id: 'listActivity',
      summary: 'Your own audit log, newest first',
      description: 'Days are days in UTC, and both are included. Each page costs the same.',
      auth: true,
      limited: true,
      query: activityQuery,
      answers: {
        200: {
          description: 'One page',
          schema: z
            .strictObject({
              items: z.array(activityEntry),
              next: z
                .string()
                .nullable()
                .meta({ description: 'The cursor of the next page; null on the last' }),
            })
            .meta({ id: 'ActivityPage' }),
          headers: { Link: 'The next page, as `rel="next"` (RFC 8288)' },
        },
      },
    },
  },
} as const satisfies Endpoint
