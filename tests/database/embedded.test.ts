import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createDatabase } from '#db/client.server.ts'
import { openEmbeddedDatabase } from '#db/embedded.ts'
import { setEmbeddedDatabase } from '#db/embedded-slot.ts'
import { embeddedThread } from '#db/embedded-thread.ts'
import { startCommand, startScript } from '../support/database-commands.ts'
import { embeddedFolder } from '../support/database-folder.ts'

afterEach(() => setEmbeddedDatabase(undefined))

const saveTheme = async () => {
  const database = createDatabase(undefined, { connections: 1 })
  await database.asUser('ada', (sql) => [
    sql`insert into user_settings (user_id, theme) values ('ada', 'dark')`,
  ])
}
const savedTheme = async () => {
  const database = createDatabase(undefined, { connections: 1 })
  const [rows] = await database.asUser<[{ theme: string }[]]>('ada', (sql) => [
    sql`select theme from user_settings`,
  ])
  return rows
}
const openInOtherProcess = (folder: string) =>
  startScript(`
    import { createDatabase } from '#db/client.server.ts'
    import { openEmbeddedDatabase } from '#db/embedded.ts'
    import { setEmbeddedDatabase } from '#db/embedded-slot.ts'
    setEmbeddedDatabase(await openEmbeddedDatabase({ folder: ${JSON.stringify(folder)} }))
    await createDatabase(undefined, { connections: 1 }).asUser('ada', (sql) => [
      sql\`insert into user_settings (user_id, theme) values ('ada', 'dark')\`,
    ])
    console.log('saved')`)

test('without an embedded database or a URL there is no database', () => {
  expect(() => createDatabase(undefined, { connections: 1 })).toThrow(
    'DATABASE_URL is not set and no embedded database is open',
  )
})

test('data survive closing and opening, and a hot reload finds the open database', async () => {
  const { folder } = embeddedFolder()
  const first = await openEmbeddedDatabase({ folder })
  setEmbeddedDatabase(first)
  await saveTheme()
  await first.close()
  await first.close()

  const second = await openEmbeddedDatabase({ folder })
  setEmbeddedDatabase(second)
  expect(await savedTheme()).toEqual([{ theme: 'dark' }])

  vi.resetModules()
  const reloaded = await import('#db/client.server.ts')
  expect(reloaded.createDatabase).not.toBe(createDatabase)
  const rows = await reloaded
    .createDatabase(undefined, { connections: 1 })
    .asUser('ada', (sql) => [sql`select theme from user_settings`])
  expect(rows).toEqual([[{ theme: 'dark' }]])
  expect(await savedTheme()).toEqual([{ theme: 'dark' }])
  await second.close()
})

test('a second process is refused while the first lives; after a kill the data are there', async () => {
  const { root, folder } = embeddedFolder()
  const other = openInOtherProcess(folder)
  await other.printed('saved')
  await expect(openEmbeddedDatabase({ folder })).rejects.toThrow(
    `The folder ${dirname(folder)} is in use by process ${other.process.pid}`,
  )
  const reset = await startCommand(['reset'], { cwd: root }).ended()
  expect(reset).toMatchObject({ exitCode: 1, stdout: '' })
  expect(reset.stderr).toContain(`is in use by process ${other.process.pid}: stop that one first`)

  other.process.kill('SIGKILL')
  await other.ended()
  const database = await openEmbeddedDatabase({ folder })
  setEmbeddedDatabase(database)
  expect(await savedTheme()).toEqual([{ theme: 'dark' }])
  await database.close()
})

describe('damaged data', () => {
  const whole = mkdtempSync(join(tmpdir(), 'project-whole-'))
  afterAll(() => rmSync(whole, { recursive: true }))
  beforeAll(async () => {
    const database = await openEmbeddedDatabase({ folder: join(whole, 'database') })
    await database.close()
  })
  const overwrite = (file: string) => writeFileSync(file, 'x'.repeat(8192), { flag: 'r+' })
  const doesNotOpen = 'The embedded database in .local/database does not open.'

  test.each([
    ['no version', doesNotOpen, (folder: string) => rmSync(join(folder, 'PG_VERSION'))],
    [
      'no log',
      doesNotOpen,
      (folder: string) => rmSync(join(folder, 'pg_wal'), { recursive: true }),
    ],
    ['no state', doesNotOpen, (folder: string) => overwrite(join(folder, 'global/pg_control'))],
    // The table of migrations.
    ['a table', 'invalid page', (folder: string) => overwrite(join(folder, 'base/5/16384'))],
  ])('%s: the message tells the way out, and nothing is deleted', async (_name, says, damage) => {
    const { root, folder } = embeddedFolder()
    cpSync(join(whole, 'database'), folder, { recursive: true })
    damage(folder)
    const before = readdirSync(folder).length
    const { exitCode, stdout, stderr } = await startCommand(['status'], { cwd: root }).ended()
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain(says)
    expect(stderr).toContain('`npm run db:reset` deletes it')
    expect(stderr).toContain(`copy ${realpathSync(root)}/.local first.`)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(readdirSync(join(root, '.local'))).toEqual(['database'])
    expect(readdirSync(folder).length).toBe(before)
  })
})

test('status and dry run make no database', async () => {
  const { root } = embeddedFolder()
  const status = await startCommand(['status'], { cwd: root }).ended()
  expect(status.stdout).toMatch(/^pending {2}0001_audit_logs\.sql$/m)
  const dryRun = await startCommand(['migrate', '--dry-run'], { cwd: root }).ended()
  expect(dryRun.stdout).toMatch(/^would apply 0001_audit_logs\.sql$/m)
  expect(readdirSync(root)).toEqual([])
})

test('reset deletes the data and the local users, and never touches a server', async () => {
  const { root, folder } = embeddedFolder()
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(root, '.local/clerk.json'), '{}')
  const env = { DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/database' }
  const refused = await startCommand(['reset'], { cwd: root, env }).ended()
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
  expect(refused.stderr).toContain('DATABASE_URL is set')
  expect(existsSync(folder)).toBe(true)

  expect(await startCommand(['reset'], { cwd: root }).ended()).toMatchObject({ exitCode: 0 })
  expect(readdirSync(join(root, '.local'))).toEqual([])
})

test('in a thread of its own, a call that was given up before it began does nothing', async () => {
  const backend = embeddedThread(undefined)
  const insert = {
    text: `insert into audit_logs (user_id, action) values ('ada', 'hello_world_accessed')`,
    params: [],
  }
  await expect(backend.query(insert, AbortSignal.abort())).rejects.toThrow('aborted')
  await expect(backend.transaction([insert], AbortSignal.abort())).rejects.toThrow('aborted')
  const { rows } = await backend.query(
    { text: 'select from audit_logs', params: [] },
    new AbortController().signal,
  )
  expect(rows).toEqual([])
  await backend.close()
})
