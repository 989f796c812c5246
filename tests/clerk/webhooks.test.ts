import { verifyWebhook } from '@clerk/react-router/webhooks'
import { expect, test } from 'vitest'
import { emailCode } from '#dev/clerk/instance.ts'
import { createWebhookSender, signWebhook } from '#dev/clerk/webhooks.ts'
import { startReceiver } from '../support/clerk-receiver.ts'
import { openBrowser } from '../support/clerk-script.ts'
import { startLocalClerk } from '../support/clerk-server.ts'

const secret = `whsec_${Buffer.from('an example of a secret').toString('base64')}`

test('tells of a person who comes, changes and goes', async () => {
  const receiver = await startReceiver()
  const local = await startLocalClerk({ webhookTarget: receiver.target })
  const browser = await openBrowser(local)
  const signingSecret = local.environment.CLERK_WEBHOOK_SIGNING_SECRET
  async function events(count: number) {
    const requests = await receiver.take(count)
    const verified = await Promise.all(requests.map((r) => verifyWebhook(r, { signingSecret })))
    return verified.map(({ type, data }) => ({ type, id: data.id })).toSorted(byType)
  }

  const form = { email_address: 'grace@example.com', password: 'a long enough password' }
  const signUp = await browser.ask('POST', '/client/sign_ups', form)
  const { body } = await browser.ask(
    'POST',
    `/client/sign_ups/${signUp.body.response?.id}/attempt_verification`,
    { strategy: 'email_code', code: emailCode },
  )
  const userId = body.response?.created_user_id
  const first = body.response?.created_session_id
  expect(await events(2)).toEqual([
    { type: 'session.created', id: first },
    { type: 'user.created', id: userId },
  ])

  await browser.ask('PATCH', '/me', { first_name: 'Grace' })
  expect(await events(1)).toEqual([{ type: 'user.updated', id: userId }])

  await browser.ask('POST', `/client/sessions/${String(first)}/end`)
  expect(await events(1)).toEqual([{ type: 'session.ended', id: first }])

  const second = await browser.signIn(form.email_address, form.password)
  await events(1)
  await browser.ask('DELETE', '/client/sessions')
  expect(await events(1)).toEqual([{ type: 'session.removed', id: second }])

  const third = await browser.signIn(form.email_address, form.password)
  await events(1)
  await browser.ask('POST', `/me/sessions/${third}/revoke`)
  expect(await events(1)).toEqual([{ type: 'session.revoked', id: third }])

  const fourth = await browser.signIn(form.email_address, form.password)
  await events(1)
  await browser.ask('DELETE', '/me')
  expect(await events(2)).toEqual([
    { type: 'session.removed', id: fourth },
    { type: 'user.deleted', id: userId },
  ])
  await local.close()
  await receiver.close()
})

test.each([
  ['a changed body', '{"type":"user.created"}', {}],
  ['an old message', '{}', { timestamp: Math.floor(Date.now() / 1000) - 301 }],
])("Clerk's SDK refuses %s", async (_, body, message) => {
  const headers = signWebhook(secret, '{}', message)
  const request = new Request('http://localhost/', { method: 'POST', headers, body })
  await expect(verifyWebhook(request, { signingSecret: secret })).rejects.toThrow()
})

test('tries again, with the same message id', async () => {
  const receiver = await startReceiver(500, 503)
  const lines: string[] = []
  await sender(receiver.target, lines)('{}')
  const requests = await receiver.take(3)
  expect(new Set(requests.map((request) => request.headers.get('svix-id'))).size).toBe(1)
  expect(requests).toHaveLength(3)
  expect(lines).toEqual([])
  await receiver.close()
})

test('says once that a target fails, and again only after it worked', async () => {
  const receiver = await startReceiver(...Array<number>(8).fill(500))
  const lines: string[] = []
  const send = sender(receiver.target, lines)
  await send('{}')
  await send('{}')
  expect(await receiver.take(8)).toHaveLength(8)
  expect(lines).toEqual([`webhooks do not reach ${receiver.target}: it answered 500`])
  await send('{}')
  await receiver.close()
  await send('{}')
  expect(lines).toHaveLength(2)
})

test('does not insist where there is no such route', async () => {
  const receiver = await startReceiver(404, 404)
  const lines: string[] = []
  const send = sender(receiver.target, lines)
  await send('{}')
  await send('{}')
  expect(await receiver.take(2)).toHaveLength(2)
  expect(lines).toEqual([`webhooks do not reach ${receiver.target}: it answered 404`])
  await receiver.close()
})

function sender(target: string, lines: string[]) {
  return createWebhookSender({ target, secret, log: (line) => lines.push(line), firstDelay: 1 })
}

function byType(a: { type: string }, b: { type: string }): number {
  return a.type.localeCompare(b.type)
}
