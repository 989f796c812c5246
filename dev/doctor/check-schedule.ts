import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { functionConfigs } from '../../netlify/function-configs.ts'
import { broken, type Finding, notReady, ready } from './report.ts'

const folder = '.netlify/v1/functions'
const built = z.object({ schedule: z.string().optional() })

/** Whether the build declares the functions that run by the clock, as the source does. */
export function checkSchedule(): Finding {
  if (!existsSync(join(folder, 'server.mjs')))
    return notReady('no build yet', 'Run `npm run build`.')
  const scheduled = Object.entries(functionConfigs).flatMap(([name, { schedule }]) =>
    schedule === undefined ? [] : [{ name, schedule }],
  )
  const wrong = scheduled.filter(({ name, schedule }) => scheduleInBuild(name) !== schedule)
  const list = (functions: typeof scheduled) =>
    functions.map(({ name, schedule }) => `${name} ${schedule}`).join(', ')
  if (wrong.length === 0) return ready(list(scheduled))
  return broken('in the build', `it does not declare ${list(wrong)}`, 'Run `npm run build`.')
}

/** What a function's file says: to load it would start the app. */
function scheduleInBuild(name: string): string | undefined {
  const file = join(folder, `${name}.mjs`)
  if (!existsSync(file)) return undefined
  const [, config = '{}'] =
    /^export const config = (\{.*\})$/ms.exec(readFileSync(file, 'utf8')) ?? []
  return built.parse(JSON.parse(config)).schedule
}
