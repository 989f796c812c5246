import type { RunningClerk } from './clerk-server.ts'

interface Answer {
  status: number
  body: {
    errors?: { code: string; message: string; meta: { param_name?: string } }[]
    response?: Record<string, unknown> & { id: string }
    client?: { id: string; sessions: { id: string }[] }
    jwt?: string
  }
}

/** Asks the Frontend API what Clerk's browser script asks, as one browser of its own. */
export async function openBrowser(local: RunningClerk) {
  const created = await fetch(`${local.origin}/__clerk/v1/dev_browser`, { method: 'POST' })
  const { id: devBrowser }: { id: string } = await created.json()

  async function ask(
    method: string,
    path: string,
    form: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const url = new URL(`${local.origin}/__clerk/v1${path}`)
    url.searchParams.set('__clerk_db_jwt', devBrowser)
    if (!['GET', 'POST'].includes(method)) url.searchParams.set('_method', method)
    const response = await fetch(url, {
      method: method === 'GET' ? 'GET' : 'POST',
      headers,
      ...(method !== 'GET' && { body: new URLSearchParams(form) }),
    })
    const body: Answer['body'] = await response.json()
    return { status: response.status, body }
  }

  return {
    devBrowser,
    ask,
    /** Signs in with a password and answers the session's id. */
    async signIn(identifier: string, password: string): Promise<string> {
      const { body } = await ask('POST', '/client/sign_ins', { identifier, password })
      return body.client?.sessions[0]?.id ?? ''
    },
  }
}
