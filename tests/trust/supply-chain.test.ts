import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { productionLicenses } from '#dev/production-licenses.ts'

const names = z.record(z.string(), z.string()).default({})
const entry = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  inBundle: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
})
const lockfile = z.object({ packages: z.record(z.string(), entry) })
const manifest = z.object({
  dependencies: names,
  devDependencies: names,
  allowScripts: z.record(z.string(), z.literal(true)),
})

const lock = lockfile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
const own = manifest.parse(JSON.parse(readFileSync('package.json', 'utf8')))
const root = lock.packages['']
const installed = Object.entries(lock.packages).filter(([path]) => path !== '')
const nameOf = (path: string) => path.replace(/^.*node_modules\//, '')

/** Runs npm. @returns its exit code and what it wrote */
function npm(args: string[], cwd = '.') {
  return new Promise<{ code: number | string | null; stdout: string; stderr: string }>(
    (resolve) => {
      execFile('npm', args, { cwd, maxBuffer: 64_000_000 }, (error, stdout, stderr) => {
        resolve({ code: error ? (error.code ?? null) : 0, stdout, stderr })
      })
    },
  )
}

test('every package is pinned by its content and comes from the registry', () => {
  expect(installed.length).toBeGreaterThan(100)
  const loose = installed.filter(
    ([, { integrity = '', resolved = 'https://registry.npmjs.org/', inBundle }]) =>
      !inBundle &&
      (!/^sha512-[\w+/]{86}==$/.test(integrity) ||
        !resolved.startsWith('https://registry.npmjs.org/')),
  )
  expect(loose).toEqual([])
})

test('the lockfile says what package.json says', () => {
  expect(root?.dependencies).toEqual(own.dependencies)
  expect(root?.devDependencies).toEqual(own.devDependencies)
})

test('what any package may bring along is in the lockfile, for every platform', () => {
  const missing = installed.flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !isReached(path, name))
      .map((name) => `${path} → ${name}`),
  )
  expect(missing).toEqual([])
})

/** Whether Node would find the package from there, upwards. */
function isReached(path: string, name: string): boolean {
  for (let from = path; ; from = from.replace(/\/?node_modules\/(?:@[^/]+\/)?[^/]+$/, '')) {
    if (lock.packages[from ? `${from}/node_modules/${name}` : `node_modules/${name}`]) return true
    if (from === '') return false
  }
}

test('npm ci accepts it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'project-lockfile-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    copyFileSync(file, join(folder, file))
  const { code, stderr } = await npm(['ci', '--dry-run', '--ignore-scripts'], folder)
  expect(stderr.match(/^npm error (?:Missing|Invalid): .*$/gm) ?? []).toEqual([])
  expect(code).toBe(0)
})

test('only those packages run a script when they are installed that are allowed to', () => {
  const running = installed.filter(([, { hasInstallScript }]) => hasInstallScript)
  expect(running.map(([path]) => nameOf(path)).toSorted()).toEqual(
    Object.keys(own.allowScripts).toSorted(),
  )
})

test('under another name than its own comes only the empty package', () => {
  const aliases = installed.filter(([path, { name = nameOf(path) }]) => name !== nameOf(path))
  const others = aliases.filter(
    ([, { name, version }]) => name !== 'empty-npm-package' || version !== '1.0.0',
  )
  expect(others).toEqual([])
  expect(new Set(aliases.map(([, { integrity }]) => integrity)).size).toBe(1)
})

test('the licences of production ask for no more than to be named', () => {
  const licenses = productionLicenses()
  expect(licenses.map(({ name }) => name)).toContain('react')
  expect(licenses.filter(({ isAllowed }) => !isAllowed)).toEqual([])
})

test('no advisory of weight against what production depends on, where the registry tells', async () => {
  const { stdout } = await npm(['audit', '--omit=dev', '--audit-level=high', '--json'])
  const count = z.int()
  const told = z
    .object({ metadata: z.object({ vulnerabilities: z.object({ high: count, critical: count }) }) })
    .safeParse(JSON.parse(stdout))
  if (told.success) {
    expect(told.data.metadata.vulnerabilities).toMatchObject({ high: 0, critical: 0 })
    return
  }
  // Neither passed nor failed: whoever reads the run is told that nobody looked.
  const { message } = z.object({ message: z.string() }).parse(JSON.parse(stdout))
  writeSync(2, `\n!! npm audit checked nothing, as the registry does not answer it: ${message}\n`)
})
