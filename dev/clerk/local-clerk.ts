import { refuseInProduction } from '#db/deploy-context.ts'
import { createRequestHandler } from './answer-request.ts'
import { scriptUrls } from './bundles.ts'
import { createClient } from './clients.ts'
import { mount, type Instance } from './instance.ts'
import { cookieSuffixFor, publishableKeyFor, signJwt } from './keys.ts'
import { sessionClaims } from './session-token.ts'
import { openSession } from './sessions.ts'
import { readState, writeState } from './state.ts'
import { addUser, createUser, findUser, findUserByEmail, type NewUser } from './users.ts'
import { createWebhookSender, signWebhook } from './webhooks.ts'

/** The user that is there at every start, created anew if deleted. */
export const seedUser = {
  email: 'ada@example.com',
  password: 'ada-local-password',
  firstName: 'Ada',
  lastName: 'Lovelace',
}

/** Of that password: to make it took longer than all else that is done here. */
const seedPasswordHash =
  '4c7bd5e2e1a6f6a05cf419a78a4af68d:06417802e86b321130d0e928a032ce57107ccc81af1e29a6a8bab892d95594da'

export interface LocalClerkOptions {
  /** Where users and sessions are kept; in memory when there is none. */
  stateFile?: string
  /** Uses a production key (`pk_live_…`), with which Clerk's SDKs keep the browser by cookie. */
  live?: boolean
  /** The absolute URL that webhooks are posted to; none are sent without it. */
  webhookTarget?: string
  log?: (line: string) => void
  now?: () => number
}

/**
 * Opens a stand-in for Clerk's Frontend and Backend API, with which Clerk's own SDKs work.
 * @throws Error in production, and where the users that are kept cannot be read
 */
export function openLocalClerk(options: LocalClerkOptions = {}) {
  refuseInProduction('The local Clerk', 'CLERK_SECRET_KEY')
  const { stateFile, live = false, webhookTarget, now = Date.now } = options
  const log = (line: string) => (options.log ?? console.log)(`local Clerk: ${line}`)

  const state = readState(stateFile)
  // Clerk's SDKs recognise a development instance by its host's domain too.
  const host = live ? 'clerk.example.com' : 'local.accounts.dev'
  const publishableKey = publishableKeyFor(host, live)
  const secretKey = `sk_${live ? 'live' : 'test'}_${state.keys.secret}`
  const webhookSecret = state.keys.webhookSecret
  const deliver = webhookTarget
    ? createWebhookSender({ target: webhookTarget, secret: webhookSecret, log })
    : undefined

  const instance: Instance = {
    live,
    host,
    publishableKey,
    secretKey,
    cookieSuffix: cookieSuffixFor(publishableKey),
    state,
    now,
    log,
    emit(type, data) {
      const event_attributes = { http_request: { client_ip: '127.0.0.1', user_agent: '' } }
      const event = { object: 'event', type, data, timestamp: now(), event_attributes }
      void deliver?.(JSON.stringify({ ...event, instance_id: state.keys.id }))
    },
  }

  let saved = ''
  function save(): void {
    if (stateFile === undefined) return
    const current = JSON.stringify(state)
    if (current === saved) return
    writeState(stateFile, state)
    saved = current
  }

  const answer = createRequestHandler(instance)

  // Nobody listens to webhooks yet.
  const quiet: Instance = { ...instance, emit: () => {} }
  if (!findUserByEmail(instance, seedUser.email)) {
    const { email: address, password: _, ...names } = seedUser
    addUser(quiet, { address, passwordHash: seedPasswordHash, ...names })
  }
  save()

  return {
    publishableKey,
    webhookSecret,

    /** The variables that make Clerk's SDKs in an app at `origin` use this local Clerk. */
    environment(origin: string): Record<string, string> {
      return {
        CLERK_PUBLISHABLE_KEY: publishableKey,
        CLERK_SECRET_KEY: secretKey,
        CLERK_JWT_KEY: state.keys.publicKey,
        CLERK_WEBHOOK_SIGNING_SECRET: webhookSecret,
        CLERK_API_URL: `${origin}${mount}`,
        CLERK_PROXY_URL: mount,
        CLERK_JS_URL: scriptUrls.clerk,
        CLERK_UI_URL: scriptUrls.ui,
        CLERK_TELEMETRY_DISABLED: '1',
        CLERK_UNSAFE_DISABLE_DEVELOPMENT_MODE_CONSOLE_WARNING: '1',
      }
    },

    handles: (pathname: string): boolean => pathname.startsWith(`${mount}/`),

    fetch: async (request: Request): Promise<Response> => {
      const response = await answer(request)
      save()
      return response
    },

    createUser(input: NewUser): { id: string } {
      const user = createUser(instance, input)
      save()
      return { id: user.id }
    },

    /** Signs a user in without a browser; the cookies are what a browser would hold afterwards. */
    signIn(userId: string, origin: string) {
      const client = createClient(instance)
      const session = openSession(instance, client, findUser(instance, userId), '')
      save()
      const claims = sessionClaims(instance, session, origin)
      const token = signJwt(state.keys, claims)
      const cookies: Record<string, string> = {
        __session: token,
        __client_uat: String(claims.iat),
        [live ? '__client' : '__clerk_db_jwt']: client.key,
      }
      return { sessionId: session.id, claims, token, cookies }
    },

    /** Signs any claims with this instance's key; `header` replaces parts of the JWT's header. */
    signToken: (claims: object, header?: object): string => signJwt(state.keys, claims, header),

    signWebhook: (body: string, message?: { id?: string; timestamp?: number }) =>
      signWebhook(webhookSecret, body, message),
  }
}
