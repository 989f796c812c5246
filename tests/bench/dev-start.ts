import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { copyProject } from '../support/copy-project.ts'
import { freePort } from '../support/listen.ts'
import { startProgram } from '../support/program.ts'
import { type Finding, median, report, unit } from './finding.ts'

/** From `npm run dev` to the first page, in a clone that was never started and in one that was. */
export async function measureDevStart(): Promise<Finding[]> {
  const cold: number[] = []
  const warm: number[] = []
  const folders: string[] = []
  for (let turn = 0; turn < 3; turn += 1) {
    const folder = copyProject()
    folders.push(folder)
    // Where Vite keeps what it has made of packages, here as in the project itself.
    rmSync(join(folder, 'node_modules/.vite'), { recursive: true, force: true })
    cold.push(await secondsToPage(folder))
    warm.push(await secondsToPage(folder))
  }
  // Not before: for a while after many files went, ext4 makes new ones slowly.
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  return [
    report('npm run dev to the first page, first time', median(cold), unit.seconds, { atMost: 5 }),
    report('  again', median(warm), unit.seconds, { atMost: 5 }),
  ]
}

async function secondsToPage(cwd: string): Promise<number> {
  const port = await freePort()
  const start = performance.now()
  const env = { PORT: String(port), NODE_COMPILE_CACHE: join(cwd, '.compiled') }
  const program = startProgram(join(cwd, 'dev/start.ts'), { cwd, env })
  try {
    for (;;) {
      const page = await fetch(`http://localhost:${port}`).catch(() => null)
      if (page?.ok) {
        await page.text()
        return (performance.now() - start) / 1000
      }
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  } finally {
    await program.stop()
  }
}
