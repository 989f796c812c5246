import { execFileSync } from 'node:child_process'
import {
  cpSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const parts = [
  'app',
  'db',
  'dev',
  'netlify',
  'public',
  'package.json',
  'react-router.config.ts',
  'tsconfig.json',
  'vite.config.ts',
]
const names = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)]
  .map(([, name = '']) => name)
  .filter((name) => name !== 'PORT')
const values = new Map(names.map((name) => [name, `${name.toLowerCase()}-${crypto.randomUUID()}`]))
const project = mkdtempSync(join(tmpdir(), 'project-secrets-'))

beforeAll(() => {
  for (const part of parts) cpSync(part, join(project, part), { recursive: true })
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'))
  const lines = [...values].map(([name, value]) => `${name}=${value}`)
  writeFileSync(join(project, '.env'), lines.join('\n'))
  const program = resolve('node_modules/@react-router/dev/bin.js')
  execFileSync(process.execPath, [program, 'build', '--logLevel', 'error'], {
    cwd: project,
    // What the shell of whoever builds has set counts as much as the file.
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...Object.fromEntries(values) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
})
afterAll(() => rmSync(project, { recursive: true }))

test.each([
  ['the client', 'build/client/assets/*.js', 'build/client/**'],
  ['the functions', '.netlify/v1/functions/*.mjs', '{.netlify,build/server}/**'],
])('a build with every variable set leaves none of their values in %s', (_name, some, all) => {
  const files = globSync(all, { cwd: project }).filter((file) =>
    statSync(join(project, file)).isFile(),
  )
  expect(globSync(some, { cwd: project })).not.toEqual([])
  const found = files.flatMap((file) => {
    const content = readFileSync(join(project, file), 'latin1')
    return [...values].filter(([, value]) => content.includes(value)).map(([name]) => [name, file])
  })
  expect(found).toEqual([])
  expect(names).toContain('CLERK_SECRET_KEY')
})
