import { expect } from 'vitest'
import type { App } from './app.ts'
import { captureOutput } from './captured-output.ts'
import { canaries, kinds, type Outcome, send } from './fault-requests.ts'
import { leaksIn, secretParts } from './leaks.ts'

/** Two calls that wait for their deadline one after the other take longer than this; so long one lets the other wait. */
const patienceMs = 10_000

export type FaultTrial = ReturnType<typeof openFaultTrial>

/** Sends every kind of request to an app whose database fails, and looks at what came of it. */
export function openFaultTrial(app: App, databaseUrls: string[]) {
  const output = captureOutput()
  const everything: Outcome[] = []
  const names = Object.keys(kinds)

  async function sendOne(name: string) {
    const outcome = await send(app, name)
    everything.push(outcome)
    return outcome
  }

  /** How many audit rows each request of the person wrote. */
  async function rowsOf({ person: { userId } }: Outcome): Promise<number[]> {
    const [rows] = await app.database.asUser<[{ count: number }[]]>(userId, (sql) => [
      sql`select count(*)::int as count from audit_logs group by request_id`,
    ])
    return rows.map(({ count }) => count)
  }

  async function expectSuccess(outcome: Outcome) {
    const { name, status, body } = outcome
    expect({ name, status, body: status === kinds[name]?.status ? '' : body }).toEqual({
      name,
      status: kinds[name]?.status,
      body: '',
    })
    expect({ name, rows: await rowsOf(outcome) }).toEqual({
      name,
      rows: kinds[name]?.writes ? [1] : [],
    })
  }

  return {
    output,
    /** One of each kind, all at once. */
    sendAll: () => Promise.all(names.map(sendOne)),

    /** One of each kind, one after the other, each with a fault of its own before it. */
    async sendEach(prepare: () => void | Promise<void>) {
      const outcomes: Outcome[] = []
      for (const name of names) {
        await prepare()
        outcomes.push(await sendOne(name))
      }
      return outcomes
    },

    /** That each was answered as asked, with one audit row where it is to write one. */
    async expectSuccesses(outcomes: Outcome[]) {
      for (const outcome of outcomes) await expectSuccess(outcome)
    },

    /**
     * That each was told in time to come again later, by which id to ask about it, and wrote nothing.
     * @param uncertain whether it may have been done, as the answer was lost; never more than once
     */
    async expectUnavailable(outcomes: Outcome[], { uncertain = false } = {}) {
      for (const outcome of outcomes) {
        const { name, status, headers, requestId, body, elapsedMs } = outcome
        expect({ name, status }).toEqual({ name, status: 503 })
        expect({ name, retryAfter: headers.get('retry-after') }).toEqual({ name, retryAfter: '5' })
        expect(requestId).toMatch(/^[\da-f-]{36}$/)
        if (name.includes('/api/') || name.startsWith('PUT')) {
          expect(headers.get('content-type')).toBe('application/problem+json')
          expect(JSON.parse(body)).toMatchObject({ status: 503, requestId })
        } else if (!name.includes('within the app')) {
          expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
          expect({ name, page: body }).toEqual({
            name,
            page: expect.stringContaining(`>${requestId}</code>`),
          })
        }
        expect({ name, elapsedMs, isInTime: elapsedMs < patienceMs }).toMatchObject({
          isInTime: true,
        })
        expect({ name, errors: output.errorsOf(requestId) }).not.toEqual({ name, errors: [] })
        expect([[], uncertain && [1]]).toContainEqual(await rowsOf(outcome))
      }
    },

    /** That nothing of all that was answered or written holds what is nobody's business. */
    expectNoLeaks() {
      const log = output.lines.join('\n')
      for (const { name, body, person } of everything) {
        const secrets = secretParts(person.token, databaseUrls)
        expect({ name, leaks: leaksIn(body, secrets) }).toEqual({ name, leaks: [] })
        const personal = { ...canaries, 'an address': person.email, 'a person': person.userId }
        expect({ name, leaks: leaksIn(log, { ...secrets, ...personal }) }).toEqual({
          name,
          leaks: [],
        })
      }
    },

    close: output.release,
  }
}
