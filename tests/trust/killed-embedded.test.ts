import { existsSync, realpathSync, rmSync, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { driverOver } from '#db/driver.server.ts'
import { openEmbeddedFolder } from '#db/embedded.ts'
import { type AppProcess, createPerson, prepareDevProcess } from '../support/app-process.ts'
import { embeddedFolder } from '../support/database-folder.ts'

async function prepare() {
  const { root, folder } = embeddedFolder()
  const dev = await prepareDevProcess(root)
  const person = createPerson(dev)
  return { folder, person, dev, start: () => killedAtLast(dev.start()) }
}

function killedAtLast(app: AppProcess): AppProcess {
  onTestFinished(async () => void (await app.program.stop('SIGKILL')))
  return app
}

/** The ids of the requests that have an audit row, from the folder itself. */
async function readRequestIds(folder: string): Promise<unknown[]> {
  const database = await openEmbeddedFolder(folder)
  const rows = await driverOver(database)`select request_id from audit_logs`
  await database.close()
  return rows.map((row) => row.request_id)
}

// Twenty starts take their time on a busy machine.
const timeout = 900_000

test(
  'killed twenty times while it writes or opens, it loses nothing that was answered',
  { timeout },
  async () => {
    const { folder, person, dev, start } = await prepare()
    const answered: string[] = []
    const hello = async () => {
      const id = crypto.randomUUID()
      const headers = { ...person.authorization(), 'x-request-id': id }
      const { status } = await fetch(`${dev.origin}/api/hello-world`, { headers })
      expect(status).toBe(200)
      answered.push(id)
    }

    for (let kill = 1; kill <= 20; kill += 1) {
      const app = start()
      // Every fourth time as soon as it changes the data, amid recovery.
      if (kill % 4 === 0) {
        await new Promise<void>((resolve) => {
          const watcher = watch(join(folder, 'global'), () => resolve(watcher.close()))
        })
        await app.program.stop('SIGKILL')
        continue
      }
      await app.isUp()
      const last = answered.length + Math.ceil(Math.random() * 30)
      const hellos = Array.from({ length: 4 }, async () => {
        for (;;) {
          await hello()
          if (answered.length === last) await app.program.stop('SIGKILL')
        }
      })
      // Until each has seen its connection cut.
      expect(await Promise.allSettled(hellos)).toMatchObject(
        hellos.map(() => ({ status: 'rejected', reason: { message: 'fetch failed' } })),
      )
      expect(await app.program.ended()).toBe('SIGKILL')
    }

    const app = start()
    await app.isUp()
    await hello()
    expect(await app.program.stop()).toBe(0)
    const rows = await readRequestIds(folder)
    expect(answered.filter((id) => !rows.includes(id))).toEqual([])
    expect(new Set(rows).size).toBe(rows.length)
  },
)

test('killed while it makes its folder, it makes it again', async () => {
  const { folder, start } = await prepare()
  const first = start()
  const isBegun = () => existsSync(join(folder, 'global'))
  await expect.poll(isBegun, { timeout: 200_000, interval: 10 }).toBe(true)
  expect(await first.program.stop('SIGKILL')).toBe('SIGKILL')
  const second = start()
  await second.isUp()
  expect(await second.program.stop()).toBe(0)
  expect(existsSync(`${folder}.unfinished`)).toBe(false)
})

test('where the data are damaged, the start says what to do, and ends', async () => {
  const { folder, start } = await prepare()
  await (await openEmbeddedFolder(folder)).close()
  rmSync(join(folder, 'pg_wal'), { recursive: true })
  const app = start()
  expect(await app.program.ended()).toBe(1)
  expect(app.program.output()).toContain('does not open. `npm run db:reset` deletes it')
  expect(app.program.output()).toContain(`copy ${realpathSync(dirname(folder))} first.`)
  expect(app.program.output()).not.toMatch(/\n\s+at /)
})
