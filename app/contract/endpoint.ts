import type { z } from 'zod'
import type { ProblemName } from './problem.ts'

export type Method = 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE'

export const subjects = {
  Hello: 'The greeting, which counts.',
  Health: 'Whether all is well, for whatever watches the app.',
  Settings: 'What a person prefers.',
  Activity: 'What the audit log holds about a person.',
  Export: 'Everything that is kept about a person, to take along.',
  Deletion: 'The end of an account.',
  'This document': 'The API in a form for machines.',
} as const

interface Answer {
  description: string
  /** The body; none means that there is no body. */
  schema?: z.ZodType
  /** Names of headers that mean something to the caller, by what they mean. */
  headers?: Record<string, string>
}

/**
 * What one method of an address takes and gives. The endpoint checks requests with it and the OpenAPI
 * document is made of it, so neither can say what the other does not.
 */
export interface Operation {
  id: string
  summary: string
  description?: string
  /** Whether it needs a session. */
  auth: boolean
  /** Whether the caller's requests are counted: see app.count_request. */
  limited: boolean
  params?: z.ZodObject
  query?: z.ZodObject
  /** By lower-case names. */
  headers?: z.ZodObject
  body?: {
    type: 'application/json' | 'application/merge-patch+json'
    schema: z.ZodType
    /** Whether there may be none, which counts as `{}`. */
    isOptional?: boolean
  }
  answers: Record<number, Answer>
  /** Beside those that follow from the rest, such as 401 where a session is needed. */
  problems?: readonly ProblemName[]
}

/** An address of the API with its methods. HEAD is answered as GET, OPTIONS with `Allow`. */
export interface Endpoint {
  path: `/api/${string}`
  /** What it is about: endpoints of one subject stand together in the reference. */
  subject: keyof typeof subjects
  methods: Partial<Record<Method, Operation>>
}
