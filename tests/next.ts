import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyProject } from './support/copy-project.ts'

// Runs all tests on the next major version of React Router, in a copy that differs by the version and the lack of
// the flags alone. The version is the newest that all three packages have.
const version = '8.4.0'
const packages = ['react-router', '@react-router/node', '@react-router/dev']

const folder = copyProject()
// The copy has packages of its own.
rmSync(join(folder, 'node_modules'))
change('react-router.config.ts', (text) =>
  text.replace(/ {2}\/\/ [^\n]+\n {2}future: \{.*?\n {2}\},\n/s, ''),
)
change('package.json', (text) =>
  packages.reduce(
    (changed, name) => changed.replace(new RegExp(`("${name}": )"[^"]+"`), `$1"${version}"`),
    text,
  ),
)
run('git', 'init', '--quiet')
run('git', 'add', '--all')
run('npm', 'install', '--no-audit', '--no-fund')
console.log(`\nReact Router ${version}, in ${folder}`)
process.exitCode = run('npm', 'test')
if (process.exitCode === 0) rmSync(folder, { recursive: true })

function change(file: string, edit: (text: string) => string): void {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  const edited = edit(text)
  if (edited === text) throw new Error(`${file} is not as expected.`)
  writeFileSync(path, edited)
}

function run(command: string, ...args: string[]): number {
  const { status } = spawnSync(command, args, { cwd: folder, stdio: 'inherit', shell: true })
  return status ?? 1
}
