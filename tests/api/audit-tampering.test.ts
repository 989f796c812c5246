import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type App, startApp } from '../support/app.ts'
import { auditKey, sealAudit, verifyAudit } from '../support/audit-commands.ts'

let app: App
/** Whom nothing in the database binds. */
let superuser: postgres.Sql
beforeAll(async () => {
  app = await startApp({ environment: { AUDIT_KEYS: auditKey } })
  superuser = postgres(app.superuserUrl, { max: 1, onnotice: () => {} })
  for (const trigger of ['append_only', 'deleted_by_maintenance'])
    await superuser`alter table audit_logs disable trigger ${superuser(trigger)}`
})
afterAll(async () => {
  await superuser.end()
  await app.stop()
})

/** Rows that the app wrote, of one person. */
async function writeRows(count: number) {
  const { authorization, userId } = app.createPerson()
  for (let n = 0; n < count; n += 1)
    await fetch(`${app.origin}/api/hello-world`, { headers: authorization })
  const rows = await superuser`
    select id from audit_logs where user_id = ${userId} order by timestamp`
  return { userId, ids: rows.map(({ id }) => String(id)) }
}

async function newFindings(before: string[], args?: string[]) {
  const { findings } = await verifyAudit({ args })
  return findings.filter((finding) => !before.includes(finding))
}

test('rows that were sealed: changed, removed, reordered, each is found and no other', async () => {
  const { ids } = await writeRows(12)
  await sealAudit()
  const [untouched, ...others] = ids
  const [action, agent, details, user, time, first, second, id, removed, moved] = others
  if (!untouched || !id || !moved) throw new Error('There are too few rows.')
  const newId = crypto.randomUUID()
  await superuser`update audit_logs set action = 'user_signin' where id = ${action ?? ''}`
  await superuser`update audit_logs set user_agent = 'forged' where id = ${agent ?? ''}`
  await superuser`update audit_logs set details = '{"forged":true}' where id = ${details ?? ''}`
  await superuser`update audit_logs set user_id = 'mallory' where id = ${user ?? ''}`
  await superuser`update audit_logs set timestamp = timestamp - interval '1 second' where id = ${time ?? ''}`
  await superuser`update audit_logs set timestamp = other.timestamp from audit_logs as other
    where (audit_logs.id, other.id) in ((${first ?? ''}, ${second ?? ''}), (${second ?? ''}, ${first ?? ''}))`
  await superuser`update audit_logs set id = ${newId} where id = ${id}`
  await superuser`delete from audit_logs where id = ${removed ?? ''}`
  await superuser`update audit_logs set recorded_at = now() where id = ${moved}`
  const { exitCode, findings } = await verifyAudit()
  expect(exitCode).toBe(1)
  expect(findings).toEqual(
    [
      ...[action, agent, details, user, time, first, second, moved].map((row) => `changed ${row}`),
      ...[id, removed].map((row) => `removed ${row}`),
      `inserted ${newId}`,
    ].toSorted(),
  )
})

test('rows that no seal holds yet: those that the app did not write, or not so, are found at once', async () => {
  const { findings: before } = await verifyAudit()
  const { userId, ids } = await writeRows(4)
  const [own = '', agent = '', forOthers = '', late = ''] = ids
  await superuser`insert into audit_logs (user_id, action) values (${userId}, 'hello_world_accessed')`
  await superuser`insert into audit_logs (user_id, action, mark)
    select user_id, action, mark from audit_logs where id = ${own}`
  const inserted = await superuser`select id from audit_logs
    where user_id = ${userId} and id <> all(${ids})`
  await superuser`update audit_logs set user_agent = 'forged' where id = ${agent}`
  await superuser`update audit_logs set user_id = 'mallory' where id = ${forOthers}`
  await superuser`update audit_logs set recorded_at = now() - interval '2 hours' where id = ${late}`
  const expected = [...inserted.map((row) => row.id), agent, forOthers, late]
  expect(await newFindings(before)).toEqual(expected.map((id) => `inserted ${id}`).toSorted())

  // A seal does not make them true.
  const earlier = before.filter((finding) => finding.startsWith('inserted'))
  expect(await sealAudit()).toMatchObject({ line: { leftOut: earlier.length + 4 } })
  expect(await newFindings(before)).toEqual(expected.map((id) => `inserted ${id}`).toSorted())
})

test('a row that the app wrote on another day, put back as of now', async () => {
  const { findings: before } = await verifyAudit()
  const { claims, userId } = app.createPerson()
  const writeOn = async (day: number) => {
    const seconds = Math.floor(day / 1_000)
    const token = app.clerk.signToken({ ...claims, iat: seconds, nbf: seconds, exp: seconds + 60 })
    vi.useFakeTimers({ toFake: ['Date'], now: day })
    const headers = { authorization: `Bearer ${token}` }
    const { status } = await fetch(`${app.origin}/api/hello-world`, { headers })
    vi.useRealTimers()
    expect(status).toBe(200)
    const [row] = await superuser`select id from audit_logs
      where user_id = ${userId} order by recorded_at desc limit 1`
    return row?.id
  }
  const today = Date.now()
  // Clocks differ, and a night may end between the app and the database.
  await writeOn(today - 86_400_000)
  await writeOn(today + 86_400_000)
  const old = await writeOn(today - 3 * 86_400_000)
  expect(await newFindings(before)).toEqual([`inserted ${old}`])
  expect(await sealAudit()).toMatchObject({ failure: expect.stringContaining('did not write') })
  expect(await newFindings(before)).toEqual([`inserted ${old}`])
})

test('the seals themselves, and what pretends to be an erasure', async () => {
  const { findings: before } = await verifyAudit()
  const { ids: a } = await writeRows(2)
  const { line: listed } = await sealAudit()
  const { ids: b } = await writeRows(1)
  const { line: rewritten } = await sealAudit()
  const { ids: c } = await writeRows(1)
  const { line: removed } = await sealAudit()
  const { ids: d, userId } = await writeRows(1)
  await sealAudit()
  const { line: last } = await sealAudit()

  // A row and its place in the seal; a row with the digest of its new self; a seal; a person.
  await superuser`delete from audit_logs where id = ${a[0] ?? ''}`
  await superuser`delete from audit_sealed_rows where id = ${a[0] ?? ''}`
  await superuser`update audit_seals set statement = replace(statement, '"sealedAt":"2', '"sealedAt":"3')
    where number = ${rewritten.seal}`
  await superuser`delete from audit_logs where id = ${c[0] ?? ''}`
  await superuser`delete from audit_sealed_rows where seal = ${removed.seal}`
  await superuser`delete from audit_seals where number = ${removed.seal}`
  await superuser`delete from audit_logs where user_id = ${userId}`
  await superuser`insert into erased_users (user_hash, proof) values (app.user_hash(${userId}), 'forged')`
  expect(await newFindings(before)).toEqual(
    [
      `seal ${listed.seal}`,
      `seal ${rewritten.seal}`,
      `seal ${removed.seal + 1}`,
      `removed ${d[0]}`,
    ].toSorted(),
  )
  expect(b).toHaveLength(1)

  // Whoever removes the end of the chain leaves a whole one: only a signature kept elsewhere tells.
  await superuser`delete from audit_seals where number = ${last.seal}`
  expect(await newFindings(before, [last.signature])).toContain(`seal ${last.signature}`)
  expect(await newFindings(before, ['-begins-as-some-do'])).toContain('seal -begins-as-some-do')
})

test('a seal whose rows are gone, and its whole list with them', async () => {
  const { findings: before } = await verifyAudit()
  await writeRows(2)
  const { line: emptied } = await sealAudit()
  await sealAudit()
  await superuser`delete from audit_logs where id in (
    select id from audit_sealed_rows where seal = ${emptied.seal})`
  await superuser`delete from audit_sealed_rows where seal = ${emptied.seal}`
  expect(await newFindings(before)).toEqual([`seal ${emptied.seal}`])
})

test('nothing is sealed on top of a seal that somebody rewrote', async () => {
  const { line } = await sealAudit()
  await superuser`update audit_seals
    set statement = regexp_replace(statement, '"recordedUntil":"[^"]*"', '"recordedUntil":null')
    where number = ${line.seal}`
  const { failure } = await sealAudit()
  expect(failure).toContain('The last seal of the audit log is not one of the app.')
  const [newest] = await superuser`select max(number)::int as number from audit_seals`
  expect(newest).toEqual({ number: line.seal })
})
