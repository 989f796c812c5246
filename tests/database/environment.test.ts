import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { connectionUrlProblem, needsTls } from '#db/connection-url.ts'
import { chooseDatabase } from '#db/deploy-context.ts'
import { openEmbeddedFolder } from '#db/embedded.ts'
import { startCommand } from '../support/database-commands.ts'
import { embeddedFolder } from '../support/database-folder.ts'
import { openMigratedDatabase } from '../support/migrated-database.ts'

test.each([
  'postgres://user:secret@localhost/db',
  'postgresql://user:secret@127.0.0.1:5433/db?sslmode=disable',
  'postgres://user:secret@127.9.9.9/db',
  'postgres://user:secret@[::1]:5432/db?sslmode=prefer',
  'postgres://user:secret@LocalHost/db',
  'postgresql://user:secret@ep-a-b-123.eu-central-1.aws.neon.tech/db?sslmode=require&channel_binding=require',
  'postgres://user:secret@db.example.com/db',
  'postgres://user:secret@db.example.com/db?sslmode=verify-full',
  'postgres://user:secret@192.0.2.7/db?sslmode=verify-ca&application_name=web',
])('%s may be used', (url) => {
  expect(connectionUrlProblem(url)).toBeUndefined()
})

test.each([
  ['postgres://user:secret@db.example.com/db?sslmode=disable', 'unencrypted (disable)'],
  ['postgres://user:secret@db.example.com/db?sslmode=allow', 'unencrypted (allow)'],
  ['postgres://user:secret@db.example.com/db?sslmode=prefer', 'unencrypted (prefer)'],
  ['postgres://user:secret@db.example.com/db?sslmode=', 'unencrypted ()'],
  ['postgres://user:secret@db.example.com/db?sslmode=DISABLE', 'unencrypted (DISABLE)'],
  ['postgres://user:secret@db.example.com/db?sslmode=require&sslmode=disable', 'unencrypted'],
  ['postgres://user:secret@db.example.com/db?ssl=false', 'unencrypted (false)'],
  ['postgres://user:secret@ep-a.neon.tech/db?sslmode=disable', 'unencrypted (disable)'],
  ['postgres://user:secret@localhost.example.com/db?sslmode=disable', 'unencrypted'],
  ['postgres://user:secret@127.0.0.1.example.com/db?sslmode=disable', 'unencrypted'],
  ['postgres://user:secret@localhost,db.example.com/db?sslmode=disable', 'unencrypted'],
  ['postgres://user:secret@0.0.0.0/db?sslmode=disable', 'unencrypted'],
  [
    'mysql://user:secret@localhost/db',
    'must begin with postgres:// or postgresql://, not mysql://',
  ],
  ['https://user:secret@localhost/db', 'must begin with'],
  ['postgres:///db', 'names no host'],
  ['postgres://user:50%secret@db.example.com/db', 'write it as %25'],
  ['user:secret@localhost/db', 'must begin with'],
  ['localhost', 'is not a URL'],
])('%s is refused, and not repeated', (url, reason) => {
  const problem = connectionUrlProblem(url)
  expect(problem).toContain(reason)
  expect(problem).not.toContain('secret')
})

test.each([
  ['db.example.com/db', true],
  ['db.example.com/db?sslmode=verify-full', true],
  ['192.0.2.7/db', true],
  ['localhost.example.com/db', true],
  ['localhost/db', false],
  ['127.0.0.1:5433/db?sslmode=disable', false],
  ['[::1]/db', false],
  ['localhost/db?sslmode=require', true],
])('%s: is TLS needed? %s', (address, expected) => {
  expect(needsTls(new URL(`postgres://user:secret@${address}`))).toBe(expected)
})

test('a program names each bad variable', async () => {
  const env = {
    DATABASE_URL: 'postgres://user:secret@db.example.com/db?sslmode=disable',
    MIGRATION_DATABASE_URL: 'nonsense',
  }
  const { exitCode, stderr } = await startCommand(['status'], { env }).ended()
  expect(exitCode).toBe(1)
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/^DATABASE_URL asks for a connection to db\.example\.com that may be/),
    expect.stringMatching(/^MIGRATION_DATABASE_URL is not a URL/),
  ])
})

test.each([
  ['production', 'DATABASE_URL'],
  ['deploy-preview', 'PREVIEW_DATABASE_URL'],
  ['branch-deploy', 'PREVIEW_DATABASE_URL'],
])('a deploy for %s migrates no database but that of %s', async (CONTEXT, name) => {
  const { root, folder } = embeddedFolder()
  const other = name === 'DATABASE_URL' ? 'PREVIEW_DATABASE_URL' : 'DATABASE_URL'
  const env = { CONTEXT, [other]: 'postgres://localhost:1/another' }
  const { exitCode, stderr } = await startCommand(['migrate'], { env, cwd: root }).ended()
  expect(exitCode).toBe(1)
  expect(stderr.trim()).toBe(`${name} is required where CONTEXT is ${CONTEXT}`)
  expect(existsSync(folder)).toBe(false)
})

const urls = { DATABASE_URL: 'site', MIGRATION_DATABASE_URL: 'owner', PREVIEW_DATABASE_URL: 'own' }
test.each([
  [undefined, 'site', 'owner'],
  ['', 'site', 'owner'],
  ['dev', 'site', 'owner'],
  ['production', 'site', 'owner'],
  ['deploy-preview', 'own', undefined],
  ['branch-deploy', 'own', undefined],
  ['preview-server', 'own', undefined],
  ['a context that Netlify does not have yet', 'own', undefined],
])('where CONTEXT is %s the database is the %s one', (context, url, owner) => {
  const { DATABASE_URL, MIGRATION_DATABASE_URL } = chooseDatabase(urls, context)
  expect([DATABASE_URL, MIGRATION_DATABASE_URL]).toEqual([url, owner])
})

test('the embedded database is never production’s', async () => {
  vi.stubEnv('CONTEXT', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  await expect(openEmbeddedFolder(undefined)).rejects.toThrow('must not run in production')
})

test.each([
  ['production', 'DATABASE_URL'],
  ['deploy-preview', 'PREVIEW_DATABASE_URL'],
])('a deploy for %s works on the database of %s', async (CONTEXT, name) => {
  const { postgres, url } = await openMigratedDatabase()
  onTestFinished(() => postgres.stop())
  const other = name === 'DATABASE_URL' ? 'PREVIEW_DATABASE_URL' : 'DATABASE_URL'
  const env = { CONTEXT, [name]: url, [other]: 'postgres://localhost:1/another' }
  const { stdout, stderr } = await startCommand(['status'], { env }).ended()
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^done {5}0001_audit_logs\.sql/)
})

test('what an .env file names without a value is not set', async () => {
  const { root } = embeddedFolder()
  writeFileSync(join(root, '.env'), 'DATABASE_URL=\nMIGRATION_DATABASE_URL=\n')
  const { stdout, stderr } = await startCommand(['status'], { cwd: root }).ended()
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^pending {2}0001_audit_logs\.sql/)
})

test('an .env file counts where the environment says nothing', async () => {
  const { root } = embeddedFolder()
  writeFileSync(join(root, '.env'), 'DATABASE_URL=nonsense\n')
  const { stderr } = await startCommand(['status'], { cwd: root }).ended()
  expect(stderr).toMatch(/^DATABASE_URL is not a URL/)
})
