import { execSync } from 'node:child_process'
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
try {
  change('react-router.config.ts', /\n {2}\/\/ [^\n]+\n {2}future: \{.*?\n {2}\},\n/s, '')
  for (const name of packages) {
    change('package.json', new RegExp(`(?<="${name}": ")[^"]+`), version)
    // npm would hold the new versions against the old ones that are locked.
    change(
      'package-lock.json',
      new RegExp(` {4}"node_modules/${name}": \\{.*?\n {4}\\},\n`, 's'),
      '',
    )
  }
  run('git init --quiet && git add --all')
  run('npm install --no-audit --no-fund')
  console.log(`\nReact Router ${version}, in ${folder}`)
  run('npm test')
  rmSync(folder, { recursive: true })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.error(`The copy is still there: ${folder}`)
  process.exitCode = 1
}

function change(file: string, pattern: RegExp, replacement: string): void {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  const edited = text.replace(pattern, replacement)
  if (edited === text) throw new Error(`${file} is not as expected.`)
  writeFileSync(path, edited)
}

function run(command: string): void {
  execSync(command, { cwd: folder, stdio: 'inherit' })
}
