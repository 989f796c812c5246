import { helloWorld } from '#app/data/hello.ts'
import type { Endpoint } from './endpoint.ts'

export const helloWorldEndpoint = {
  path: '/api/hello-world',
  subject: 'Hello',
  methods: {
    GET: {
      id: 'sayHello',
      summary: 'Say hello, and be counted',
      description:
        'Writes a row to the audit log, also as GET: it is never cached. HEAD writes nothing.',
      auth: true,
      limited: true,
      answers: { 200: { description: 'The greeting', schema: helloWorld } },
    },
  },
} as const satisfies Endpoint
