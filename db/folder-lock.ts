import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

/** A process by its id and, where the system tells, when it began: ids are used again. */
const holderShape = z.object({ pid: z.int().positive(), began: z.string() })
type Holder = z.infer<typeof holderShape>

/** Another process has the folder, or this one by another call; `by` says which. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
  readonly by: string

  constructor(folder: string, file: string, holder: Holder | undefined) {
    const by = holder ? `process ${holder.pid}` : 'an unknown process'
    super(
      `The folder ${dirname(folder)} is in use by ${by}: stop that one first. (If no process uses it, delete ${file}.)`,
    )
    this.by = by
  }
}

/**
 * Takes the lock of a folder and of what lies beside it, the file `<folder>.lock`, for this process. A
 * lock whose process is gone, by whatever end, is taken over.
 * @returns releases the lock; safe to call twice
 * @throws FolderInUse that names the living process which holds it, this one included
 */
export function lockFolder(folder: string): () => void {
  const file = `${folder}.lock`
  const own = JSON.stringify({ pid: process.pid, began: look(process.pid).began } satisfies Holder)
  mkdirSync(dirname(file), { recursive: true })
  while (!create(file, own)) {
    const found = read(file)
    if (found === undefined) continue // released just now
    const holder = parse(found)
    if (!holder || isAlive(holder)) throw new FolderInUse(folder, file, holder)
    removeStale(file, found)
  }
  return () => {
    if (read(file) === own) rmSync(file)
  }
}

/** Fails, atomically, if the file exists. */
function create(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/**
 * Removes the lock that was found stale, and no other: between the look and the removal another
 * process may have replaced it by its own, which is then put back.
 */
function removeStale(file: string, found: string): void {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  if (read(aside) === found) rmSync(aside)
  else renameSync(aside, file)
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function parse(content: string): Holder | undefined {
  try {
    return holderShape.parse(JSON.parse(content))
  } catch {
    return undefined // being written, or damaged: nobody knows whose it is
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false
  }
  const now = look(pid)
  // A zombie has ended; only its parent has not asked how.
  return now.began === began && now.state !== 'Z'
}

/** A process's state, and when it began in ticks since the machine did; '' where there is no /proc. */
function look(pid: number): { state: string; began: string } {
  try {
    // The second field may hold spaces, but ends at the last parenthesis; see proc_pid_stat(5).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.split(' ')
    return { state: fields?.[1] ?? '', began: fields?.[20] ?? '' }
  } catch {
    return { state: '', began: '' }
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
