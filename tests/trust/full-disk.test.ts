import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { driverOver } from '#db/driver.server.ts'
import { EMBEDDED_FOLDER, openEmbeddedFolder } from '#db/embedded.ts'
import { createPerson, prepareDevProcess } from '../support/app-process.ts'

/** A disk of its own, of so many megabytes. Only root may make one. */
function mountDisk(megabytes: number) {
  const disk = mkdtempSync(join(tmpdir(), 'project-disk-'))
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk])
  onTestFinished(() => {
    execFileSync('/bin/umount', ['--lazy', disk])
    rmSync(disk, { recursive: true })
  })
  const filler = join(disk, 'filler')
  return {
    disk,
    fill: () => {
      const { bavail, bsize } = statfsSync(disk)
      writeFileSync(filler, Buffer.alloc(bavail * bsize))
    },
    free: () => rmSync(filler),
  }
}

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'a disk that fills up costs no answer that was given, and says what to do',
  async () => {
    const { disk, fill, free } = mountDisk(160)
    const dev = await prepareDevProcess(disk)
    const person = createPerson(dev)
    const answered: string[] = []
    const hello = async () => {
      const id = crypto.randomUUID()
      const headers = { ...person.authorization(), 'x-request-id': id }
      const response = await fetch(`${dev.origin}/api/hello-world`, { headers })
      if (response.status === 200) answered.push(id)
      return response
    }
    const start = () => {
      const app = dev.start()
      onTestFinished(async () => void (await app.program.stop('SIGKILL')))
      return app
    }

    const app = start()
    await app.isUp()
    expect((await hello()).status).toBe(200)
    const writers = Array.from({ length: 4 }, async () => {
      let response = await hello()
      while (response.status === 200) response = await hello()
      return response
    })
    while (answered.length < 50) await new Promise(setImmediate)
    fill()
    for (const response of await Promise.all(writers)) {
      expect(response.status).toBe(503)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(response.headers.get('retry-after')).toBe('5')
    }
    const advice = `The disk is full: 0 MB are free, and the embedded database in ${EMBEDDED_FOLDER} needs 64 MB to work. Free some space; what was saved is safe.`
    expect(app.program.output()).toContain(advice)

    // Without a restart, as soon as there is space.
    free()
    expect((await hello()).status).toBe(200)
    fill()
    expect((await hello()).status).toBe(503)
    expect(await app.program.stop()).toBe(0)

    const refused = start()
    expect(await refused.program.ended()).toBe(1)
    expect(refused.program.output()).toContain(advice)
    expect(refused.program.output()).not.toMatch(/\n\s+at /)

    free()
    const again = start()
    await again.isUp()
    expect((await hello()).status).toBe(200)
    expect(await again.program.stop()).toBe(0)
    const database = await openEmbeddedFolder(join(disk, EMBEDDED_FOLDER))
    const rows = await driverOver(database)`select request_id as id from audit_logs`
    await database.close()
    expect(rows.map(({ id }) => String(id)).toSorted()).toEqual(answered.toSorted())
  },
)
