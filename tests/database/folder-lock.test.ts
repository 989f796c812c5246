import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lockFolder } from '#db/folder-lock.ts'
import { startScript } from '../support/database-commands.ts'
import { eventually } from '../support/database-eventually.ts'
import { embeddedFolder } from '../support/database-folder.ts'

const takeLock = (folder: string) =>
  startScript(`
    import { lockFolder } from '#db/folder-lock.ts'
    try { lockFolder(${JSON.stringify(folder)}); console.log('locked.') }
    catch (error) { console.log('refused: ' + error.message + '.') }`)

test('a second taker is told who has it, until it is released', () => {
  const { folder } = embeddedFolder()
  const release = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(
    `The folder ${dirname(folder)} is in use by process ${process.pid}: stop that one first.`,
  )
  release()
  release()
  expect(existsSync(`${folder}.lock`)).toBe(false)
  lockFolder(folder)()
})

test('a process that lives keeps it, a process that was killed does not', async () => {
  const { folder } = embeddedFolder()
  const other = takeLock(folder)
  await other.printed('locked.')
  expect(() => lockFolder(folder)).toThrow(`in use by process ${other.process.pid}: stop`)
  other.process.kill('SIGKILL')
  await other.ended()
  lockFolder(folder)()
})

test.runIf(existsSync('/proc/self/stat'))(
  'a process that has ended, but whose parent has not asked how, keeps it no more',
  async () => {
    const { folder } = embeddedFolder()
    // The shell becomes a program that never asks.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'])
    onTestFinished(() => void parent.kill('SIGKILL'))
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once('data', (line) => resolve(Number(line)))
    })
    const fields = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    mkdirSync(dirname(folder), { recursive: true })
    writeFileSync(`${folder}.lock`, JSON.stringify({ pid, began: fields()[19] }))
    expect(() => lockFolder(folder)).toThrow(`in use by process ${pid}`)
    process.kill(pid, 'SIGKILL')
    await eventually(async () => fields()[0]).toBe('Z')
    lockFolder(folder)()
  },
)

test.each([
  ['of this process', process.pid],
  ['of another that lives', process.ppid],
])('a lock from before, whose id is now that %s, is taken over', (_whose, pid) => {
  const { folder } = embeddedFolder()
  mkdirSync(dirname(folder), { recursive: true })
  writeFileSync(`${folder}.lock`, JSON.stringify({ pid, began: 'long ago' }))
  lockFolder(folder)
  expect(JSON.parse(readFileSync(`${folder}.lock`, 'utf8'))).toMatchObject({ pid: process.pid })
})

test('a damaged lock is left to a person', () => {
  const { folder } = embeddedFolder()
  mkdirSync(dirname(folder), { recursive: true })
  writeFileSync(`${folder}.lock`, '')
  expect(() => lockFolder(folder)).toThrow(`delete ${folder}.lock`)
})

test('of many at once, over a stale lock, one gets it', async () => {
  const { folder } = embeddedFolder()
  const killed = takeLock(folder)
  await killed.printed('locked.')
  killed.process.kill('SIGKILL')
  await killed.ended()
  const takers = Array.from({ length: 6 }, () => takeLock(folder))
  await Promise.all(takers.map((taker) => taker.printed('.')))
  for (const taker of takers) taker.process.stdin?.end()
  const outputs = await Promise.all(takers.map((taker) => taker.ended()))
  expect(outputs.filter(({ stdout }) => stdout === 'locked.\n')).toHaveLength(1)
  expect(outputs.filter(({ stdout }) => stdout.startsWith('refused'))).toHaveLength(5)
})
