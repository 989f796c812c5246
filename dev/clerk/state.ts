import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { generateKeys } from './keys.ts'

const emailSchema = z.object({ id: z.string(), address: z.string(), verified: z.boolean() })

const userSchema = z.object({
  id: z.string(),
  emails: z.array(emailSchema),
  primaryEmailId: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  passwordHash: z.string().nullable(),
  image: z.object({ id: z.string(), type: z.string(), base64: z.string() }).nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  lastSignInAt: z.number().nullable(),
})

const sessionSchema = z.object({
  id: z.string(),
  clientId: z.string(),
  userId: z.string(),
  status: z.enum(['active', 'ended', 'removed', 'revoked']),
  userAgent: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
  lastActiveAt: z.number(),
  verifiedAt: z.number(),
})

const signInSchema = z.object({
  id: z.string(),
  status: z.enum(['needs_identifier', 'needs_first_factor', 'needs_new_password', 'complete']),
  identifier: z.string().nullable(),
  userId: z.string().nullable(),
  strategy: z.string().nullable(),
  createdSessionId: z.string().nullable(),
})

const signUpSchema = z.object({
  id: z.string(),
  status: z.enum(['missing_requirements', 'complete']),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  codeSent: z.boolean(),
  passwordHash: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  createdUserId: z.string().nullable(),
  createdSessionId: z.string().nullable(),
})

/** A client is one browser; its key is the secret which that browser holds. */
const clientSchema = z.object({
  id: z.string(),
  key: z.string(),
  signIn: signInSchema.nullable(),
  signUp: signUpSchema.nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
})

const stateSchema = z.object({
  keys: z.object({
    id: z.string(),
    secret: z.string(),
    webhookSecret: z.string(),
    privateKey: z.string(),
    publicKey: z.string(),
  }),
  users: z.array(userSchema),
  clients: z.array(clientSchema),
  sessions: z.array(sessionSchema),
})

export type State = z.infer<typeof stateSchema>
export type StoredEmail = z.infer<typeof emailSchema>
export type StoredUser = z.infer<typeof userSchema>
export type StoredSession = z.infer<typeof sessionSchema>
export type StoredClient = z.infer<typeof clientSchema>
export type StoredSignIn = z.infer<typeof signInSchema>
export type StoredSignUp = z.infer<typeof signUpSchema>

/** The state kept in `file`, or a fresh one when there is no file yet. */
export function readState(file: string | undefined): State {
  const text = file === undefined ? undefined : readIfPresent(file)
  if (text === undefined) return { keys: generateKeys(), users: [], clients: [], sessions: [] }
  try {
    return stateSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error(`${file} is damaged. Run "npm run db:reset" to start afresh.`, { cause })
  }
}

/** Replaces `file` in one step, so that a killed process leaves the old state or the new one. */
export function writeState(file: string, state: State): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.new`
  writeFileSync(draft, JSON.stringify(state, null, 2), { mode: 0o600 })
  renameSync(draft, file)
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
