import { createPublicKey } from 'node:crypto'
import { z } from 'zod'
import { databaseShape } from '#db/env.server.ts'
import { siteSlug } from './site.ts'

const origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin)

const days = z
  .string()
  .regex(/^\d{1,4}$/, 'must be a whole number of days')
  .transform(Number)

const requests = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'must be a whole number from 1 to 999999')
  .transform(Number)

const origins = z
  .string()
  .transform((list) => list.split(',').map((item) => item.trim()))
  .pipe(z.array(origin))
  .default([])

/** Every variable that the app reads. */
export const variables = z.object({
  ...databaseShape,
  CLERK_PUBLISHABLE_KEY: z
    .string()
    .regex(/^pk_(test|live)_/, 'must start with pk_test_ or pk_live_'),
  CLERK_SECRET_KEY: z.string().regex(/^sk_(test|live)_/, 'must start with sk_test_ or sk_live_'),
  // Where a form can only hold one line, the PEM's line ends are written as \n.
  CLERK_JWT_KEY: z
    .string()
    .transform((pem) => pem.replaceAll('\\n', '\n'))
    .refine(isPublicKey, 'must be the whole PEM public key from the API keys page')
    .optional(),
  // Without it, Clerk's webhooks are not accepted.
  CLERK_WEBHOOK_SIGNING_SECRET: z
    .string()
    .startsWith('whsec_', 'must start with whsec_')
    .optional(),
  // Where Clerk's Frontend API is, if not at Clerk.
  CLERK_PROXY_URL: z.string().optional(),
  // Where Clerk's scripts are, if not at Clerk.
  CLERK_JS_URL: z.string().optional(),
  CLERK_UI_URL: z.string().optional(),
  // Where Clerk's Backend API is, if not at Clerk.
  CLERK_API_URL: z.url().optional(),
  APP_ORIGINS: origins,
  // Other sites whose pages may call the API with a Bearer token.
  API_CORS_ORIGINS: origins,
  // Requests a minute: of a signed-in person, and of an address from which nobody is signed in.
  API_LIMIT_PER_USER: requests.default(600),
  API_LIMIT_PER_ADDRESS: requests.default(300),
  URL: origin.optional(),
  DEPLOY_PRIME_URL: origin.optional(),
  // For how many days audit rows are kept.
  AUDIT_RETENTION_DAYS: days.refine((count) => count > 0, 'must be at least 1').default(90),
  // For how many days a person may think better of deleting their account; 0 deletes at once.
  DELETION_GRACE_DAYS: days.default(7),
  // The first signs the audit log's rows and seals, the others are of former times.
  AUDIT_KEYS: z
    .string()
    .transform((list) => list.split(',').map((item) => item.trim()))
    .pipe(z.array(z.string().min(32, 'must have at least 32 characters each')))
    .optional(),
  RECEIPT_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  // Where telemetry goes, and the headers with which; without the first there is none. OpenTelemetry reads both by
  // itself, and would say nothing of a mistake.
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[^=,]+=[^,]+(?:,[^=,]+=[^,]+)*$/, 'must be name=value, separated by commas')
    .optional(),
  OTEL_SERVICE_NAME: z.string().default(siteSlug),
})

/** With half a key every session would be refused. */
function isPublicKey(pem: string): boolean {
  if (!pem.startsWith('-----BEGIN PUBLIC KEY-----')) return false
  try {
    return createPublicKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

// Without its own address the app would take a session of any site's, and without Clerk's key every forged
// token would be a call to Clerk.
const variablesInProduction = variables.required({
  DATABASE_URL: true,
  CLERK_JWT_KEY: true,
  URL: true,
})

type Environment = z.infer<typeof variables>

/** What is wrong with one variable, or with a part of it: `path` is its name, or such as `APP_ORIGINS.0`. */
export interface VariableProblem {
  name: string
  path: string
  message: string
  isMissing: boolean
}

/**
 * Reads the app's settings from environment variables; an empty variable counts as absent.
 * @returns the settings, or what is wrong with every bad or missing variable
 */
export function readVariables(
  source: Record<string, string | undefined>,
  { production }: { production: boolean },
): { environment: Environment } | { problems: VariableProblem[] } {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const schema = production ? variablesInProduction : variables
  const result = schema.safeParse(given)
  if (result.success) return { environment: result.data }
  const problems = result.error.issues.map(({ path, message }) => {
    const name = String(path[0])
    const isMissing = given[name] === undefined
    return { name, path: path.join('.'), message: isMissing ? 'is missing' : message, isMissing }
  })
  return { problems }
}

/** Every problem on a line of its own. */
export function describeProblems(problems: VariableProblem[]): string {
  const lines = problems.map(({ path, message }) => `  ${path}: ${message}`)
  return `The environment is not complete (see .env.example):\n${lines.join('\n')}`
}
