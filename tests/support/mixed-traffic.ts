import { type AppProcess, createPerson, type Person } from './app-process.ts'

const connections = 50
const people = 20

/** What a request asks for, in the order in which each connection asks. */
const mix = [
  'hello',
  'settings',
  'change',
  'activity',
  'hello',
  'health',
  'home page',
  'hello',
  'repeat',
  'settings page',
  'hello',
  'change',
  'activity page',
] as const
type Kind = (typeof mix)[number]

/** A request and what became of it. */
export interface Exchange {
  id: string
  kind: Kind
  userId: string
  /** The audit row that it writes if it is done. */
  row: 'hello_world_accessed' | 'settings_changed' | null
  /** When it was sent, by `performance.now`. */
  sentAt: number
  /** Undefined where the connection was cut before the answer was there. */
  answer: { status: number; headers: Headers; body: string } | undefined
}

const paths: Record<Kind, string> = {
  hello: '/api/hello-world',
  settings: '/api/user/settings',
  change: '/api/user/settings',
  repeat: '/api/user/settings',
  activity: '/api/user/activity',
  health: '/api/health',
  'home page': '/',
  'settings page': '/settings',
  'activity page': '/activity',
}
const rows: Partial<Record<Kind, Exchange['row']>> = {
  hello: 'hello_world_accessed',
  change: 'settings_changed',
}

/**
 * Sends requests of twenty people on fifty connections, each the next one as soon as the last is answered.
 * One connection of each person saves their settings, so that it knows which save changes something.
 * @returns what became of them, growing; `ended` stops it and waits for the last answers
 */
export function sendMixedTraffic(app: AppProcess) {
  const exchanges: Exchange[] = []
  const ending = new AbortController()
  const everybody = Array.from({ length: people }, () => createPerson(app))

  async function send(person: Person, kind: Kind, theme?: string): Promise<Exchange> {
    const id = crypto.randomUUID()
    const sent = { id, kind, userId: person.userId, row: rows[kind] ?? null }
    const sentAt = performance.now()
    const answer = await fetch(app.origin + paths[kind], {
      method: theme ? 'PUT' : 'GET',
      headers: {
        'x-request-id': id,
        ...(kind.endsWith('page') ? person.cookie() : person.authorization()),
        ...(theme && { 'content-type': 'application/json' }),
      },
      body: theme ? JSON.stringify({ theme }) : null,
      redirect: 'manual',
    })
      .then(async (response) => ({
        status: response.status,
        headers: response.headers,
        body: await response.text(),
      }))
      .catch(() => undefined)
    const exchange = { ...sent, sentAt, answer }
    exchanges.push(exchange)
    return exchange
  }

  async function converse(person: Person, first: number, isWriter: boolean) {
    // What is saved, or undefined where nobody knows.
    let theme: string | undefined = 'light'
    for (let turn = first; !ending.signal.aborted; turn += 1) {
      let kind: Kind = mix[turn % mix.length] ?? 'hello'
      const isSave = kind === 'change' || kind === 'repeat'
      if (!isSave) await send(person, kind)
      else if (!isWriter) await send(person, 'settings')
      else if (!theme) theme = readTheme(await send(person, 'settings'))
      else {
        const wanted: string = kind === 'repeat' ? theme : theme === 'dark' ? 'light' : 'dark'
        theme = readTheme(await send(person, kind, wanted))
      }
    }
  }

  const conversations = Array.from({ length: connections }, (_, n) => {
    const person = everybody[n % people]
    if (!person) throw new Error('There is nobody.')
    return converse(person, n, n < people)
  })
  return {
    exchanges,
    /** Of the people, by their ids. */
    emails: new Map(everybody.map(({ userId, email }) => [userId, email])),
    async ended(): Promise<Exchange[]> {
      ending.abort()
      await Promise.all(conversations)
      return exchanges
    },
  }
}

function readTheme({ answer }: Exchange): string | undefined {
  return answer?.status === 200 ? JSON.parse(answer.body).theme : undefined
}
