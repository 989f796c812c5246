import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/database-eventually.ts'
import { kinds, type Outcome } from '../support/fault-requests.ts'
import { type FaultyApp, startFaultyApp } from '../support/faulty-app.ts'

// A PostgreSQL that answers, but not as one would like.
let faulty: FaultyApp
let admin: postgres.Sql
let name: postgres.Helper<string>
beforeAll(async () => {
  faulty = await startFaultyApp()
  const url = new URL(faulty.app.superuserUrl)
  admin = postgres(url.href, { max: 1, onnotice: () => {} })
  name = admin(url.pathname.slice(1))
  await admin`create sequence faults`
  await faulty.trial.expectSuccesses(await faulty.trial.sendAll())
})
afterAll(async () => {
  await admin.end()
  await faulty.stop()
})

const writes = ({ name: kind }: Outcome) => kinds[kind]?.writes === true

test('no connection is left: each is told, and served as soon as there is one', async () => {
  const { proxy, trial } = faulty
  await admin`alter database ${name} connection limit 0`
  proxy.cutAll()
  const during = await trial.sendAll()
  await admin`alter database ${name} connection limit -1`
  await trial.expectUnavailable(during)
  await trial.expectSuccesses(await trial.sendAll())
})

test('the database takes nobody for now: each is told, and served after', async () => {
  const { proxy, trial } = faulty
  await admin`update pg_database set datallowconn = false where datname = current_database()`
  proxy.cutAll()
  const during = await trial.sendAll()
  await admin`update pg_database set datallowconn = true where datname = current_database()`
  await trial.expectUnavailable(during)
  await trial.expectSuccesses(await trial.sendAll())
})

/** Makes every session of the server read-only, those that are open too. */
async function setReadOnly(isReadOnly: boolean) {
  await admin`set default_transaction_read_only = off`
  await (isReadOnly
    ? admin`alter system set default_transaction_read_only = on`
    : admin`alter system reset default_transaction_read_only`)
  await admin`select pg_reload_conf()`
  const seen = () => faulty.app.sql`show transaction_read_only`
  await eventually(seen).toEqual([{ transaction_read_only: isReadOnly ? 'on' : 'off' }])
}

test('the database is read-only: what writes is told, pages are read', async () => {
  const { trial } = faulty
  await setReadOnly(true)
  const during = await trial.sendAll()
  await setReadOnly(false)
  const isRead = ({ name: kind }: Outcome) => kind.startsWith('GET /') && !kind.includes('/api/')
  await trial.expectSuccesses(during.filter(isRead))
  // The API counts each request, which is a write.
  await trial.expectUnavailable(during.filter((outcome) => !isRead(outcome)))
  await trial.expectSuccesses(await trial.sendAll())
})

test('after a failover only the old connections are read-only: nobody notices', async () => {
  const { trial } = faulty
  await trial.expectSuccesses(await trial.sendAll())
  await admin`alter database ${name} set default_transaction_read_only = off`
  await setReadOnly(true)
  const during = await trial.sendAll()
  await setReadOnly(false)
  await admin`alter database ${name} reset default_transaction_read_only`
  await trial.expectSuccesses(during)
})

const raise = (code: string) => `raise exception 'as told by the test' using errcode = '${code}'`
const repeated = {
  'a serialization failure': raise('40001'),
  'a deadlock': raise('40P01'),
  'an end by the administrator': 'perform pg_terminate_backend(pg_backend_pid())',
  'a lost connection behind a pooler': raise('08006'),
}
const final = {
  'a full disk': raise('53100'),
  'no memory': raise('53200'),
  'a disk that cannot be read': raise('58030'),
  'a statement that took too long': raise('57014'),
  'a lock that is not to be had': raise('55P03'),
}

/** Lets the first entries of the audit log fail, as the superuser may. */
async function failFirst(count: number, failure: string) {
  await admin`alter sequence faults restart`
  await admin.unsafe(`create or replace function fail() returns trigger language plpgsql
    security definer as $$ begin
      if nextval('faults') <= ${count} then ${failure}; end if;
      return new;
    end $$`)
  await admin`create or replace trigger fail before insert on audit_logs
    for each row execute function fail()`
}

test.each(Object.entries(repeated))(
  '%s, each time: what writes is told, and wrote nothing',
  async (_name, failure) => {
    const { trial } = faulty
    await failFirst(1_000_000, failure)
    const during = await trial.sendAll()
    await admin`drop trigger fail on audit_logs`
    await trial.expectUnavailable(during.filter(writes))
    await trial.expectSuccesses(during.filter((outcome) => !writes(outcome)))
    await trial.expectSuccesses(await trial.sendAll())
  },
)

test.each(Object.entries(repeated))(
  '%s, once: nobody notices, and nothing is done twice',
  async (_name, failure) => {
    const { trial } = faulty
    const outcomes = await trial.sendEach(() => failFirst(1, failure))
    await admin`drop trigger fail on audit_logs`
    await trial.expectSuccesses(outcomes)
  },
)

test.each(Object.entries(final))('%s, once: it is not tried again', async (_name, failure) => {
  const { trial } = faulty
  const outcomes = await trial.sendEach(() => failFirst(1, failure))
  await admin`drop trigger fail on audit_logs`
  await trial.expectUnavailable(outcomes.filter(writes))
  await trial.expectSuccesses(outcomes.filter((outcome) => !writes(outcome)))
})

test('a fault of the program is no 503, and its log says what is wrong, but no value', async () => {
  const { trial } = faulty
  await failFirst(1_000_000, `perform new.user_agent::uuid`)
  const during = await trial.sendAll()
  await admin`drop trigger fail on audit_logs`
  for (const { name: kind, status, requestId, headers } of during.filter(writes)) {
    expect([kind, status, headers.get('retry-after')]).toEqual([kind, 500, null])
    expect(trial.output.errorsOf(requestId)).toEqual([
      expect.stringContaining('"kind":"statement","reason":"22P02"'),
    ])
  }
})

test('nothing of all this is told to anybody', () => faulty.trial.expectNoLeaks())
