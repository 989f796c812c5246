const tables =
  'audit_logs|audit_log_counts|user_settings|account_deletions|rate_limits|erased_users|webhook_messages'

const patterns = {
  'a stack trace': /(?:^|\\n|\n)\s+at .{1,200}[:(]/,
  'a path of the server': /node_modules|file:\/\/|node:internal|\.[cm]?[jt]sx?:\d+/,
  'a statement of SQL': new RegExp(
    `\\b(?:select|insert|update|delete)\\b[^"]{0,200}\\b(?:${tables}|set_config|app\\.)`,
    'i',
  ),
  'the words of Postgres': /PL\/pgSQL|violates|Failing row|NeonDbError|PostgresError|sourceError/,
  'a token': /\bey[\w-]{10,}\.[\w-]+\.[\w-]*|\b(?:sk_test|whsec)_\w{8}/,
  'an address of a database': /postgres(?:ql)?:\/\//,
}

/** Names what a text holds that nobody may see, each with where it was found. */
export function leaksIn(text: string, secrets: Record<string, string>): string[] {
  const found = Object.entries(patterns).map(([name, pattern]) => ({
    name,
    at: pattern.exec(text)?.index ?? -1,
  }))
  const given = Object.entries({ 'the folder of the app': process.cwd(), ...secrets }).map(
    ([name, secret]) => ({ name, at: text.indexOf(secret) }),
  )
  return [...found, ...given]
    .filter(({ at }) => at >= 0)
    .map(({ name, at }) => `${name}: …${text.slice(Math.max(0, at - 60), at + 120)}…`)
}

/** The parts of a token, of the app's keys and of a database's addresses. */
export function secretParts(token: string, databaseUrls: string[]): Record<string, string> {
  const [, payload = '', signature = ''] = token.split('.')
  const databases = databaseUrls.map((text) => new URL(text))
  const parts = databases.flatMap(({ hostname, port, password, pathname }) =>
    // A Neon in a test has a host of its own, but the port, the password and the name of any.
    port ? [`:${port}`, password, pathname.slice(1)] : [hostname],
  )
  return {
    'the payload of the token': payload,
    'the signature of the token': signature,
    'the secret key of Clerk': process.env.CLERK_SECRET_KEY ?? '',
    'the secret of the webhooks': process.env.CLERK_WEBHOOK_SIGNING_SECRET ?? '',
    ...Object.fromEntries(parts.map((part, index) => [`part ${index} of an address`, part])),
  }
}
